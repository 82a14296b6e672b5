<?php
// phpredis, PHP's client in C, and PHP sessions kept by it: `php phpredis.php PORT`.

error_reporting(E_ALL);
assert_options(ASSERT_EXCEPTION, 1);
set_error_handler(function ($level, $text) { throw new ErrorException($text); });

$port = (int) $argv[1];

function connect(int $port): Redis
{
    $redis = new Redis();
    $redis->connect('127.0.0.1', $port, 10);
    return $redis;
}

function same($wanted, $value): void
{
    if ($wanted !== $value) {
        throw new Exception('wanted ' . json_encode($wanted) . ', got ' . json_encode($value));
    }
}

$checks = [
    'values of every type' => function (Redis $r) {
        same(true, $r->set('k', "v\0\xff"));
        same("v\0\xff", $r->get('k'));
        same(false, $r->get('none'));
        same([true, 'v2'], [$r->mSet(['a' => 'v1', 'b' => 'v2']), $r->mGet(['a', 'b'])[1]]);
        same(2, $r->hSet('h', 'f', '1') + $r->hSet('h', 'g', '2'));
        same(['f' => '1', 'g' => '2'], $r->hGetAll('h'));
        same(3, $r->rPush('l', 'a', 'b', 'c'));
        same(['a', 'b', 'c'], $r->lRange('l', 0, -1));
        same(2, $r->zAdd('z', 1.5, 'ada', 2, 'bob'));
        same(['ada' => 1.5, 'bob' => 2.0], $r->zRange('z', 0, -1, true));
        same([true, false], [$r->sAdd('s', 'x') === 1, $r->sIsMember('s', 'y')]);
    },
    'pipelines and transactions' => function (Redis $r) {
        same([true, 2], $r->multi(Redis::PIPELINE)->set('n', '1')->incr('n')->exec());
        same([3, '3'], $r->multi()->incr('n')->get('n')->exec());
    },
    'a watched key that changes' => function (Redis $r) use ($port) {
        $r->watch('n');
        connect($port)->set('n', '9');
        same(false, $r->multi()->incr('n')->exec());
        same('9', $r->get('n'));
    },
    'every key is scanned' => function (Redis $r) {
        for ($i = 0; $i < 500; $i++) { $r->set("key:$i", 'x'); }
        $r->setOption(Redis::OPT_SCAN, Redis::SCAN_RETRY);
        $cursor = null;
        $seen = [];
        while ($keys = $r->scan($cursor, 'key:*', 50)) { foreach ($keys as $key) { $seen[$key] = true; } }
        same(500, count($seen));
    },
    'blocking' => function (Redis $r) {
        same([], $r->blPop(['none'], 1));
        $r->rPush('queue', 'x');
        same(['queue', 'x'], $r->brPop(['none', 'queue'], 1));
    },
    'errors' => function (Redis $r) {
        $r->set('text', 'abc');
        same(false, $r->lPush('text', 'x'));
        same(true, str_starts_with($r->getLastError(), 'WRONGTYPE'));
    },
    'PHP sessions' => function (Redis $r) use ($port) {
        ini_set('session.save_handler', 'redis');
        ini_set('session.save_path', "tcp://127.0.0.1:$port?prefix=PHPSESSION:");
        session_id('the-one');
        session_start();
        $_SESSION['user'] = 'ada';
        session_write_close();
        same('user|s:3:"ada";', $r->get('PHPSESSION:the-one'));
        same(true, $r->ttl('PHPSESSION:the-one') > 0);
    },
];

ob_start();
$failed = 0;
foreach ($checks as $name => $check) {
    $r = connect($port);
    $r->flushAll();
    try {
        $check($r);
        $line = "ok      phpredis " . phpversion('redis') . ": $name\n";
    } catch (Throwable $error) {
        $failed++;
        $line = "FAILED  phpredis " . phpversion('redis') . ": $name\n        | {$error->getMessage()}\n";
    }
    fwrite(STDOUT, $line);
}
connect($port)->flushAll();
exit($failed ? 1 : 0);
