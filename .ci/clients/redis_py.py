"""redis-py, or its fork valkey-py, against a running server: `redis_py.py PORT 2|3 [redis|valkey]`.

2 or 3 is the version of RESP.
"""

import importlib
import sys
import threading
import time

from harness import PORT, PROTOCOL, check, run

redis = importlib.import_module(sys.argv[3] if len(sys.argv) > 3 else "redis")
NAME = redis.__name__
HAS_HIREDIS = getattr(redis.utils, "HIREDIS_AVAILABLE", False)
Client = getattr(redis, "Valkey", None) or redis.Redis


def connect(**options):
    settings = dict(port=PORT, protocol=PROTOCOL, decode_responses=True, socket_timeout=10)
    return Client(**{**settings, **options})


def raises(error, text, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except error as caught:
        assert type(caught) is error, f"{type(caught)} is not exactly {error}"
        assert text in str(caught), f"{text!r} is not in {str(caught)!r}"
        return
    raise AssertionError(f"no {error.__name__} was raised")


@check
def handshake(r):
    assert r.ping() is True
    assert r.echo("hello") == "hello"
    named = connect(client_name="smoke", db=3)
    assert named.client_getname() == "smoke"
    info = named.client_info()
    assert info["name"] == "smoke" and int(info["db"]) == 3, info
    assert str(info["resp"]) == str(PROTOCOL), info
    named.close()


@check
def strings(r):
    assert r.set("name", "ada") is True
    assert r.get("name") == "ada"
    assert r.get("missing") is None
    assert r.set("name", "bob", nx=True) is None
    assert r.set("name", "bob", get=True) == "ada"
    assert r.append("name", "by") == 5 and r.strlen("name") == 5
    assert r.getrange("name", 1, -2) == "obb"
    assert r.incr("count") == 1 and r.incrby("count", 41) == 42 and r.decr("count") == 41
    assert r.incrbyfloat("price", 10.5) == 10.5
    assert r.mset({"a": 1, "b": 2}) is True and r.mget("a", "b", "none") == ["1", "2", None]
    assert r.getdel("a") == "1" and r.exists("a") == 0
    assert r.mset({"x": "ohmytext", "y": "mynewtext"}) is True and r.lcs("x", "y") == "mytext"


@check
def binary_and_unicode(r):
    raw = connect(decode_responses=False)
    every_byte = bytes(range(256)) * 8
    assert raw.set(every_byte, every_byte[::-1]) is True
    assert raw.get(every_byte) == every_byte[::-1]
    assert r.delete(every_byte) == 1
    r.set("grüße:🙂", "世界")
    assert r.get("grüße:🙂") == "世界" and r.keys("gr*🙂") == ["grüße:🙂"]
    assert r.set("empty", "") is True and r.get("empty") == ""
    big = "x" * 3_000_000
    assert r.set("big", big) is True and r.get("big") == big
    raw.close()


@check
def hashes(r):
    assert r.hset("user", mapping={"name": "ada", "born": 1815}) == 2
    assert r.hgetall("user") == {"name": "ada", "born": "1815"}
    assert r.hmget("user", "name", "none") == ["ada", None]
    assert r.hincrby("user", "born", 1) == 1816 and r.hincrbyfloat("user", "height", 1.5) == 1.5
    assert r.hexists("user", "name") in (True, 1) and r.hlen("user") == 3
    assert sorted(r.hkeys("user")) == ["born", "height", "name"]
    assert dict(r.hscan_iter("user", match="n*")) == {"name": "ada"}
    assert r.hrandfield("user") in ("name", "born", "height")
    assert r.hdel("user", "name", "none") == 1


@check
def sets(r):
    assert r.sadd("primes", 2, 3, 5, 7) == 4 and r.sadd("odd", 1, 3, 5) == 3
    assert set(r.smembers("primes")) == {"2", "3", "5", "7"}
    assert set(r.sinter("primes", "odd")) == {"3", "5"} and r.sintercard(2, ["primes", "odd"]) == 2
    assert r.sunionstore("all", "primes", "odd") == 5 and set(r.sdiff("primes", "odd")) == {"2", "7"}
    assert r.smismember("primes", ["2", "4"]) == [1, 0]
    assert r.spop("primes") in {"2", "3", "5", "7"} and r.scard("primes") == 3
    r.sadd("many", *range(1000))
    assert len(set(r.sscan_iter("many", count=7))) == 1000


@check
def sorted_sets(r):
    assert r.zadd("board", {"ada": 3, "bob": 1.5, "cy": 2}) == 3
    assert r.zrange("board", 0, -1) == ["bob", "cy", "ada"]
    pairs = r.zrange("board", 0, -1, withscores=True)
    assert [tuple(pair) for pair in pairs] == [("bob", 1.5), ("cy", 2.0), ("ada", 3.0)], pairs
    assert r.zscore("board", "bob") == 1.5 and r.zscore("board", "none") is None
    assert r.zmscore("board", ["ada", "none"]) == [3.0, None]
    assert r.zrank("board", "ada") == 2 and r.zrevrank("board", "ada") == 0
    assert r.zadd("board", {"ada": 1}, gt=True) == 0 and r.zscore("board", "ada") == 3.0
    assert r.zincrby("board", 0.25, "cy") == 2.25
    assert r.zrangebyscore("board", "(1.5", "+inf") == ["cy", "ada"]
    assert list(dict(r.zscan_iter("board")).values()).count(3.0) == 1
    popped = r.zpopmin("board")
    assert "bob" in str(popped) and r.zcard("board") == 2, popped


@check
def lists(r):
    assert r.rpush("queue", "a", "b", "c") == 3 and r.lpush("queue", "z") == 4
    assert r.lrange("queue", 0, -1) == ["z", "a", "b", "c"]
    assert r.lpop("queue") == "z" and r.rpop("queue", 2) == ["c", "b"]
    assert r.lpos("queue", "a") == 0 and r.linsert("queue", "after", "a", "b") == 2
    assert r.lmove("queue", "other", "left", "right") == "a" and r.lindex("other", 0) == "a"
    assert r.rpush("long", *range(1000)) == 1000 and r.lindex("long", 777) == "777"
    assert r.ltrim("long", 10, 19) is True and r.llen("long") == 10


@check
def keys_and_scan(r):
    expected = {f"key:{number}" for number in range(2000)}
    with r.pipeline(transaction=False) as pipe:
        for key in expected:
            pipe.set(key, "x")
        assert all(pipe.execute())
    assert r.dbsize() == 2000
    assert set(r.scan_iter(match="key:*", count=50)) == expected
    assert set(r.scan_iter(_type="hash")) == set()
    assert r.type("key:1") == "string" and r.object("encoding", "key:1") == "embstr"
    assert r.rename("key:1", "moved") is True and r.copy("moved", "copied") in (True, 1)
    assert r.unlink("moved", "copied", "none") == 2
    assert r.randomkey().startswith("key:")
    r.rpush("numbers", 3, 1, 2)
    assert r.sort("numbers", desc=True) == ["3", "2", "1"]


@check
def pipelines(r):
    pipe = r.pipeline(transaction=False)
    for number in range(5000):
        pipe.incr("total")
    assert pipe.execute()[-1] == 5000
    pipe = r.pipeline(transaction=False)
    pipe.set("word", "x").lpush("word", "y").get("word")
    first, second, third = pipe.execute(raise_on_error=False)
    assert first is True and third == "x"
    assert isinstance(second, redis.ResponseError) and "WRONGTYPE" in str(second), second


@check
def expiry(r):
    r.set("soon", "x", px=80)
    assert 0 < r.pttl("soon") <= 80
    r.set("later", "x", ex=100)
    assert 98 <= r.ttl("later") <= 100 and r.expiretime("later") > time.time()
    assert r.expire("later", 50, gt=True) in (False, 0) and r.persist("later") in (True, 1)
    assert r.ttl("later") == -1 and r.ttl("none") == -2
    time.sleep(0.12)
    assert r.exists("soon") == 0 and r.dbsize() == 1 and r.keys() == ["later"]


@check
def server_commands(r):
    r.set("k", "v")
    info = r.info()
    assert info["redis_version"].startswith("7.0."), info["redis_version"]
    assert info["db0"]["keys"] == 1 and info["connected_clients"] >= 1
    assert r.info("keyspace")["db0"]["expires"] == 0
    assert r.config_get("maxmemory*")["maxmemory"] == "0"
    assert r.config_set("maxmemory-samples", 7) is True and r.config_get("maxmemory-samples") == {
        "maxmemory-samples": "7"}
    assert r.config_resetstat() is True
    assert any(int(client["id"]) == r.client_id() for client in r.client_list())
    assert r.memory_usage("k") > 0
    assert abs(r.time()[0] - time.time()) < 5
    commands = r.command()
    assert r.command_count() == len(commands) and "get" in commands
    assert r.flushdb() is True and r.dbsize() == 0


@check
def databases(r):
    other = connect(db=1)
    other.flushdb()
    r.set("here", "x")
    assert other.get("here") is None and r.move("here", 1) in (True, 1) and other.get("here") == "x"
    assert r.swapdb(0, 1) is True and r.get("here") == "x"
    other.close()


@check
def errors(r):
    r.set("text", "abc")
    raises(redis.ResponseError, "WRONGTYPE Operation against a key", r.lpush, "text", "x")
    raises(redis.ResponseError, "value is not an integer or out of range", r.incr, "text")
    raises(redis.ResponseError, "unknown command 'NOSUCH', with args beginning with: 'a' ",
           r.execute_command, "NOSUCH", "a")
    raises(redis.ResponseError, "wrong number of arguments for 'get' command", r.execute_command, "GET")
    raises(redis.ResponseError, "DB index is out of range", r.execute_command, "SELECT", 99)
    raises(redis.ResponseError, "syntax error", r.execute_command, "SET", "a", "b", "NOPE")
    assert r.get("text") == "abc"


@check
def transactions(r):
    with r.pipeline() as pipe:
        assert pipe.set("a", 1).incr("a").lpush("a", "x").get("a").execute(raise_on_error=False)[1] == 2
    with r.pipeline() as pipe:
        pipe.watch("a")
        seen = int(pipe.get("a"))
        connect().set("a", 40)
        pipe.multi()
        pipe.set("a", seen + 1)
        raises(redis.WatchError, "Watched variable changed", pipe.execute)
    r.transaction(lambda pipe: (pipe.multi(), pipe.incrby("a", 2)), "a")
    assert r.get("a") == "42"


@check
def blocking(r):
    assert r.blpop("queue", timeout=0.01) is None
    results = []
    waiters = [
        threading.Thread(target=lambda: results.append(connect().blpop(["none", "queue"], timeout=10)))
        for _ in range(2)
    ]
    for waiter in waiters:
        waiter.start()
    while r.info("clients")["blocked_clients"] < 2:
        time.sleep(0.01)
    assert r.rpush("queue", "a", "b") == 2
    for waiter in waiters:
        waiter.join(10)
    assert sorted(map(tuple, results)) == [("queue", "a"), ("queue", "b")], results
    r.zadd("board", {"ada": 1, "bob": 2})
    assert [str(part) for part in r.bzpopmin("board", timeout=1)] == ["board", "ada", "1.0"]
    r.rpush("from", "x")
    assert r.blmove("from", "to", 1, "LEFT", "RIGHT") == "x" and r.brpop("to", 1)[1] == "x"
    assert r.blmpop(0.01, 1, "to", direction="LEFT") is None


@check
def publish_and_subscribe(r):
    listener = connect().pubsub(ignore_subscribe_messages=True)
    listener.subscribe("news")
    listener.psubscribe("weather.*")
    while r.pubsub_numsub("news")[0][1] < 1 or r.pubsub_numpat() < 1:
        time.sleep(0.01)
    assert r.publish("news", "hello") == 1 and r.publish("weather.oslo", "snow") == 1
    assert r.publish("nobody", "x") == 0
    messages = []
    while len(messages) < 2:
        message = listener.get_message(timeout=10)
        if message:
            messages.append((message["type"], message["channel"], message["data"]))
    assert messages == [("message", "news", "hello"), ("pmessage", "weather.oslo", "snow")], messages
    assert r.pubsub_channels() == ["news"]
    listener.close()


@check
def keyspace_notifications(r):
    r.config_set("notify-keyspace-events", "KEA")
    listener = connect().pubsub(ignore_subscribe_messages=True)
    listener.psubscribe("__key*@0__:*")
    assert listener.get_message(timeout=1) is None
    r.set("k", "v", px=30)
    events = []
    while len(events) < 6:
        message = listener.get_message(timeout=10)
        if message:
            events.append((message["channel"].removesuffix("__:k"), message["data"]))
    names = [data if "keyspace" in channel else channel.rsplit(":", 1)[1] for channel, data in events]
    assert names == ["set", "set", "expire", "expire", "expired", "expired"], events
    listener.close()
    r.config_set("notify-keyspace-events", "")


@check
def monitor(r):
    with connect().monitor() as feed:
        r.set("seen", "by monitor")
        command = feed.next_command()
    assert command["command"] == "SET seen by monitor" and command["db"] == 0, command


@check
def introspection(r):
    r.config_set("slowlog-log-slower-than", 0)
    r.set("slow", "x")
    assert b"SET slow x" in [entry["command"] if isinstance(entry["command"], bytes)
                             else entry["command"].encode() for entry in r.slowlog_get()]
    r.config_set("slowlog-log-slower-than", 10_000)
    assert r.slowlog_reset() in (True, "OK") and r.memory_stats()["keys.count"] == 1
    raises(redis.ResponseError, "cluster support disabled", r.execute_command, "CLUSTER", "MYID")
    assert r.latency_history("command") == [] and r.role()[0] == "master"


@check
def users(r):
    assert r.acl_whoami() == "default"
    assert r.acl_setuser("reader", enabled=True, passwords=["+secret"], keys=["app:*"],
                         commands=["+get", "+ping"]) is True
    r.mset({"app:k": "v", "other": "v"})
    reader = connect(username="reader", password="secret")
    assert reader.get("app:k") == "v"
    raises(redis.exceptions.NoPermissionError, "", reader.set, "app:k", "x")
    raises(redis.exceptions.NoPermissionError, "", reader.get, "other")
    assert len(r.acl_log()) >= 2 and r.acl_deluser("reader") == 1
    stranger = connect(username="reader", password="secret")
    raises(redis.AuthenticationError, "invalid username-password pair or user is disabled", stranger.ping)
    r.acl_log_reset()


run(f"{NAME}-py {redis.__version__} RESP{PROTOCOL}{' with hiredis' if HAS_HIREDIS else ''}", connect())
