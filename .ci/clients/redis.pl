# Perl's Redis module against a running server: `perl redis.pl PORT`.

use strict;
use warnings;
use Redis;

my $port = shift;
my $failed = 0;

sub connection { Redis->new(server => "127.0.0.1:$port", read_timeout => 10) }

sub same {
    my ($wanted, $value) = map { defined $_ ? $_ : 'undef' } @_;
    die "wanted $wanted, got $value\n" unless $wanted eq $value;
}

sub check {
    my ($name, $body) = @_;
    my $r = connection();
    $r->flushall;
    my $ok = eval { $body->($r); 1 };
    print $ok ? "ok " : "FAILED ", "     Perl Redis $Redis::VERSION: $name\n", $ok ? "" : "        | $@";
    $failed++ unless $ok;
}

check 'values of every type' => sub {
    my ($r) = @_;
    same('OK', $r->set('k', "v\0\xff"));
    same("v\0\xff", $r->get('k'));
    same(undef, $r->get('none'));
    same(2, $r->hset('h', f => 1, g => 2));
    my %h = $r->hgetall('h');
    same('f1g2', join '', map { $_ . $h{$_} } sort keys %h);
    $r->rpush('l', 'a', 'b', 'c');
    same('a b c', join ' ', $r->lrange('l', 0, -1));
    $r->zadd('z', 1.5, 'ada', 2, 'bob');
    same('ada 1.5 bob 2', join ' ', $r->zrange('z', 0, -1, 'WITHSCORES'));
};

check 'transactions' => sub {
    my ($r) = @_;
    $r->multi;
    $r->set('n', 1);
    $r->incr('n');
    same('OK 2', join ' ', $r->exec);
    $r->watch('n');
    connection()->set('n', 9);
    $r->multi;
    $r->incr('n');
    same(undef, scalar $r->exec);
};

check 'a pipeline with callbacks' => sub {
    my ($r) = @_;
    my @replies;
    for my $n (1 .. 100) { $r->incr('n', sub { push @replies, $_[0] }) }
    $r->wait_all_responses;
    same(join(',', 1 .. 100), join ',', @replies);
};

check 'blocking' => sub {
    my ($r) = @_;
    $r->rpush('queue', 'x');
    same('queue x', join ' ', $r->blpop('none', 'queue', 1));
};

check 'publish and subscribe' => sub {
    my ($r) = @_;
    my $seen = '';
    my $listener = connection();
    $listener->subscribe('news', sub { $seen .= "$_[1]:$_[0]" });
    $r->publish('news', 'hello');
    $listener->wait_for_messages(1) until $seen;
    same('news:hello', $seen);
};

check 'errors' => sub {
    my ($r) = @_;
    $r->set('text', 'abc');
    same(0, eval { $r->lpush('text', 'x'); 1 } // 0);
    die "unexpected: $@" unless $@ =~ /WRONGTYPE/;
};

connection()->flushall;
exit($failed ? 1 : 0);
