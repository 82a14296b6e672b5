"""What upstash-redis, blocking, makes of replies of every type: `upstash_redis_py.py PORT`."""

import json

from harness import check, run
from upstash import TOKEN, URL, __version__
from upstash_redis import Redis


@check
def strings(kv):
    assert kv.ping() == "PONG" and kv.ping("hello") == "hello" and kv.echo("héllo") == "héllo"
    assert kv.set("name", "ada") is True and kv.get("name") == "ada" and kv.get("missing") is None
    assert kv.set("name", "bob", nx=True) is False and kv.set("name", "bob", get=True) == "ada"
    assert kv.set("new", "x", get=True) is None
    assert kv.append("name", "by") == 5 and kv.strlen("name") == 5 and kv.getrange("name", 1, -2) == "obb"
    assert kv.setrange("name", 0, "B") == 5 and kv.getset("name", "cy") == "Bobby" and kv.getdel("name") == "cy"
    assert kv.incr("count") == 1 and kv.incrby("count", 41) == 42 and kv.decr("count") == 41
    assert kv.incrbyfloat("price", 10.5) == 10.5 and kv.incrbyfloat("price", 0.1) == 10.6
    assert kv.mset({"a": 1, "b": 2}) is True and kv.mget("a", "none", "b") == ["1", None, "2"]
    assert kv.msetnx({"a": 1, "z": 2}) is False
    assert kv.setex("a", 10, "x") is True and kv.psetex("a", 10_000, "x") is True and kv.setnx("a", "y") is False
    assert kv.getex("a", persist=True) == "x" and kv.ttl("a") == -1


@check
def words_that_are_replies_themselves(kv):
    """A stored OK is no status, and what looks like base64 is not decoded twice."""
    for value in ("OK", "T0s=", "", "null", "42", "0", "true", "[]", "PONG", "\n", '"', "\\", "\x00"):
        kv.set("k", value)
        assert kv.get("k") == value, value
        assert kv.mget("k") == [value], value
        kv.execute(["HSET", "h", "f", value])
        assert kv.hgetall("h") == {"f": value}, value


@check
def text_of_every_kind(kv):
    texts = ["grüße 🙂 世界", "\u2028\u2029", "\x7f\x1f", "a\U0001f642b"]
    for text in texts:
        assert kv.set(text, text) is True and kv.get(text) == text
    assert sorted(kv.keys("*")) == sorted(texts)
    big = "é" * 2_000_000
    assert kv.set("big", big) is True and kv.get("big") == big


@check
def numbers_keep_their_digits(kv):
    for number in (0, -1, 42, 2**53 + 1, -(2**63), 2**63 - 1, 0.1, 1e21, -2.5e-7):
        kv.set("k", number)
        assert kv.get("k") == json.dumps(number)
    kv.set("k", 2**63 - 2)
    assert kv.incr("k") == 2**63 - 1
    kv.set("k", True)
    assert kv.get("k") == "true", "as JSON has it"
    kv.set("k", {"a": [1, None]})
    assert json.loads(kv.get("k")) == {"a": [1, None]}


@check
def keys(kv):
    kv.mset({"a": 1, "b": 2})
    assert kv.exists("a", "b", "c") == 2 and kv.type("a") == "string" and kv.type("c") == "none"
    assert kv.expire("a", 100) is True and kv.expire("c", 100) is False and 0 < kv.ttl("a") <= 100
    assert kv.pexpire("a", 100_000) is True and 0 < kv.pttl("a") <= 100_000
    assert kv.expireat("a", 4_000_000_000) is True and kv.persist("a") is True and kv.persist("a") is False
    assert kv.rename("a", "c") is True and kv.renamenx("c", "b") is False
    assert kv.copy("b", "d") is True and kv.touch("b", "d") == 2 and kv.unlink("d") == 1 and kv.delete("x") == 0
    assert kv.randomkey() in ("b", "c") and kv.dbsize() == 2
    seconds, microseconds = kv.time()
    assert seconds > 1_700_000_000 and 0 <= microseconds < 1_000_000
    assert kv.flushdb() is True and kv.randomkey() is None and kv.flushall() is True and kv.keys("*") == []


@check
def hashes(kv):
    assert kv.hset("user", values={"name": "ada", "born": 1815}) == 2 and kv.hset("user", "name", "Ada") == 0
    assert kv.hget("user", "name") == "Ada" and kv.hget("user", "none") is None
    assert kv.hgetall("user") == {"name": "Ada", "born": "1815"} and kv.hgetall("none") == {}
    assert kv.hmget("user", "name", "none") == ["Ada", None] and kv.hexists("user", "name") is True
    assert kv.hincrby("user", "born", 1) == 1816 and kv.hincrbyfloat("user", "height", 1.65) == 1.65
    assert kv.hkeys("user") == ["name", "born", "height"] and kv.hvals("user") == ["Ada", "1816", "1.65"]
    assert kv.hlen("user") == 3 and kv.hstrlen("user", "name") == 3 and kv.hsetnx("user", "name", "x") is False
    assert set(kv.hrandfield("user", 3, withvalues=True)) == {"name", "born", "height"}
    assert kv.hdel("user", "name", "none") == 1


@check
def lists(kv):
    assert kv.rpush("l", "a", "b", "c") == 3 and kv.lpush("l", "z") == 4 and kv.lrange("l", 0, -1) == ["z", "a", "b", "c"]
    assert kv.lrange("none", 0, -1) == [] and kv.llen("l") == 4 and kv.lindex("l", 0) == "z"
    assert kv.lpos("l", "c") == 3 and kv.lpos("l", "c", count=0) == [3] and kv.lpos("l", "none") is None
    assert kv.lpop("l") == "z" and kv.lpop("l", 2) == ["a", "b"] and kv.lpop("none") is None
    assert kv.linsert("l", "BEFORE", "c", "b") == 2 and kv.lset("l", 0, "B") is True and kv.lrem("l", 0, "c") == 1
    assert kv.lmove("l", "m", "LEFT", "RIGHT") == "B" and kv.rpop("m") == "B" and kv.lpushx("none", "x") == 0


@check
def sets(kv):
    assert kv.sadd("s", "a", "b", "c") == 3 and kv.smembers("s") and kv.sismember("s", "a") is True
    assert sorted(kv.smembers("s")) == ["a", "b", "c"] and kv.smembers("none") == []
    assert kv.smismember("s", "a", "x") == [True, False] and kv.scard("s") == 3 and kv.srem("s", "a", "x") == 1
    assert kv.sadd("t", "b") == 1 and kv.sinter("s", "t") == ["b"] and kv.sdiff("s", "t") == ["c"]
    assert sorted(kv.sunion("s", "t")) == ["b", "c"] and kv.sunionstore("u", "s", "t") == 2
    assert kv.smove("s", "t", "c") is True and kv.spop("none") is None and kv.srandmember("t", 5) is not None


@check
def sorted_sets(kv):
    assert kv.zadd("z", {"a": 1, "b": 2.5, "c": 0.1}) == 3 and kv.zadd("z", {"a": 5}, gt=True, ch=True) == 1
    assert kv.zrange("z", 0, -1, withscores=True) == [("c", 0.1), ("b", 2.5), ("a", 5.0)]
    assert kv.zadd("z", {"a": 1}, incr=True) == 6.0 and kv.zadd("z", {"none": 1}, xx=True, incr=True) is None
    assert kv.zscore("z", "c") == 0.1 and kv.zmscore("z", ["a", "x"]) == [6.0, None] and kv.zcard("z") == 3
    assert kv.zrank("z", "c") == 0 and kv.zrevrank("z", "c") == 2 and kv.zrank("z", "x") is None
    assert kv.zcount("z", "-inf", 100) == 3 and kv.zincrby("z", 0.2, "c") == 0.30000000000000004
    assert kv.zrangebyscore("z", "(0.5", "+inf", withscores=True) == [("b", 2.5), ("a", 6.0)]
    assert kv.zrange("z", "+inf", "-inf", sortby="BYSCORE", rev=True, offset=0, count=1) == ["a"]
    assert kv.zpopmax("z") == [("a", 6.0)] and kv.zpopmin("none") == [] and kv.zrem("z", "b", "x") == 1
    assert kv.zunionstore("d", ["z", "z"], weights=[1, 2]) == 1 and kv.zremrangebyscore("z", 0, 1_700_000_000_000) == 1


@check
def infinite_scores(kv):
    assert kv.zadd("z", {"low": "-inf", "high": "+inf"}) == 2
    assert kv.zrange("z", 0, -1, withscores=True) == [("low", float("-inf")), ("high", float("inf"))]


@check
def cursors_lead_to_everything(kv):
    kv.mset({f"key:{number}": number for number in range(700)})
    kv.hset("hash", values={f"f{number}": number for number in range(700)})
    kv.sadd("set", *range(700))
    kv.zadd("zset", {f"m{number}": number for number in range(700)})

    def collect(scan):
        cursor, found, turns = 0, {}, 0
        while True:
            cursor, page = scan(cursor)
            pairs = isinstance(page, dict) or all(isinstance(element, tuple) for element in page)
            found.update(page if pairs else dict.fromkeys(page))
            turns += 1
            if cursor == 0:
                assert turns > 1
                return found

    assert len(collect(lambda cursor: kv.scan(cursor, match="key:*", count=50))) == 700
    assert collect(lambda cursor: kv.hscan("hash", cursor, count=50))["f7"] == "7"
    assert len(collect(lambda cursor: kv.sscan("set", cursor, count=50))) == 700
    assert collect(lambda cursor: kv.zscan("zset", cursor, count=50))["m7"] == 7.0
    assert len(collect(lambda cursor: kv.scan(cursor, count=50))) == 703


run(f"upstash-redis {__version__}", Redis(url=URL, token=TOKEN))
