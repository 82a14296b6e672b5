# redis-rb against a running server: `ruby redis_rb.rb PORT`.

require "redis"

PORT = Integer(ARGV[0])

def connect = Redis.new(port: PORT, timeout: 10)

def same(wanted, value)
  raise "wanted #{wanted.inspect}, got #{value.inspect}" unless wanted == value
end

CHECKS = {
  "values of every type" => lambda do |r|
    same "OK", r.set("k", "v")
    same ["v", nil], r.mget("k", "none")
    same 2, r.hset("h", "f", "1", "g", "2")
    same({ "f" => "1", "g" => "2" }, r.hgetall("h"))
    same 2, r.rpush("l", %w[a b])
    same %w[a b], r.lrange("l", 0, -1)
    r.zadd("z", [[1.5, "ada"], [2, "bob"]])
    same [["ada", 1.5], ["bob", 2.0]], r.zrange("z", 0, -1, with_scores: true)
    same 500, (1..500).each { |n| r.set("key:#{n}", n) }.size
    same 500, r.scan_each(match: "key:*").to_a.uniq.size
  end,
  "pipelines and transactions" => lambda do |r|
    same ["OK", 2], r.pipelined { |pipe| pipe.set("n", 1); pipe.incr("n") }
    same [3, "3"], r.multi { |transaction| transaction.incr("n"); transaction.get("n") }
    lost = r.watch("n") do
      connect.set("n", 9)
      r.multi { |transaction| transaction.incr("n") }
    end
    same [nil, "9"], [lost, r.get("n")]
  end,
  "blocking" => lambda do |r|
    same nil, r.blpop("none", timeout: 0.01)
    waiter = Thread.new { connect.blpop("none", "queue", timeout: 10) }
    sleep 0.01 while r.info("clients")["blocked_clients"] == "0"
    r.rpush("queue", "x")
    same %w[queue x], waiter.value
  end,
  "publish and subscribe" => lambda do |r|
    seen = []
    connect.subscribe_with_timeout(10, "news") do |on|
      on.subscribe { r.publish("news", "hello") }
      on.message do |channel, message|
        seen << [channel, message]
        raise StopIteration
      end
    end rescue StopIteration
    same [%w[news hello]], seen
  end,
  "errors" => lambda do |r|
    r.set("text", "abc")
    error = (r.lpush("text", "x"); nil) rescue $!
    same true, error.is_a?(Redis::CommandError) && error.message.start_with?("WRONGTYPE")
    same "abc", r.get("text")
  end
}.freeze

failed = CHECKS.count do |name, check|
  r = connect
  r.flushall
  check.call(r)
  puts "ok      redis-rb #{Redis::VERSION}: #{name}"
  false
rescue StandardError => e
  puts "FAILED  redis-rb #{Redis::VERSION}: #{name}", "        | #{e.message} (#{e.backtrace.first})"
  true
end
connect.flushall
exit(failed.zero? ? 0 : 1)
