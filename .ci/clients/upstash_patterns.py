"""The patterns that applications use Vercel KV for, with `upstash-redis`, blocking: `upstash_patterns.py PORT`.

Each function above a check is what an application would have; the check is that application's own test. Time is
the server's, and moved on by it.
"""

import json
import secrets
import time

from harness import check, run
from upstash import TOKEN, URL, Database, __version__, advance
from upstash_redis import Redis

kv = Redis(url=URL, token=TOKEN)


# MARK: 1. Cache-aside


def get_user(database, name):
    cached = kv.get(f"user:{name}")
    if cached:
        return json.loads(cached)
    user = database.find(name)
    if user is None:
        return None
    kv.setex(f"user:{name}", 300, json.dumps(user))
    return user


@check
def cache_aside():
    database = Database(ada={"name": "Ada", "born": 1815, "motto": "ünïcode 🙂"})
    assert get_user(database, "ada") == database.rows["ada"] and database.reads == 1
    assert get_user(database, "ada") == database.rows["ada"] and database.reads == 1
    assert 0 < kv.ttl("user:ada") <= 300
    assert get_user(database, "nobody") is None and kv.exists("user:nobody") == 0
    advance("5m")
    assert get_user(database, "ada") == database.rows["ada"] and database.reads == 3


# MARK: 2. Write-through


def update_user(database, name, changes):
    updated = {**database.rows[name], **changes}
    database.rows[name] = updated
    kv.setex(f"user:{name}", 300, json.dumps(updated))
    return updated


def delete_user(database, name):
    del database.rows[name]
    kv.delete(f"user:{name}")


@check
def write_through():
    database = Database(ada={"name": "Ada"})
    get_user(database, "ada")
    update_user(database, "ada", {"name": "Ada King"})
    assert get_user(database, "ada") == {"name": "Ada King"} and database.reads == 1
    delete_user(database, "ada")
    assert get_user(database, "ada") is None and kv.get("user:ada") is None


# MARK: 3. Rate limits


def allows(address, limit=10, window=60):
    key = f"ratelimit:{address}"
    current = kv.incr(key)
    if current == 1:
        kv.expire(key, window)
    return current <= limit


@check
def a_fixed_window():
    assert [allows("10.0.0.1") for _ in range(12)] == [True] * 10 + [False] * 2
    assert allows("10.0.0.2"), "each address has a limit of its own"
    assert 0 < kv.ttl("ratelimit:10.0.0.1") <= 60
    advance("60s")
    assert allows("10.0.0.1")


def slides(key, limit, window, now):
    """`now` and `window` are milliseconds, as JavaScript counts them."""
    kv.zremrangebyscore(key, 0, now - window)
    if kv.zcount(key, now - window, now) >= limit:
        return False
    kv.zadd(key, {f"{now}:{secrets.token_hex(4)}": now})
    kv.expire(key, -(-window // 1000))
    return True


@check
def a_sliding_window():
    start = int(time.time() * 1000)
    assert [slides("window", 3, 1000, start + step) for step in (0, 400, 800, 900)] == [True, True, True, False]
    assert slides("window", 3, 1000, start + 1001), "the first one is out of the window"
    assert not slides("window", 3, 1000, start + 1002)
    scores = [score for _, score in kv.zrange("window", 0, -1, withscores=True)]
    assert scores == [start + 400, start + 800, start + 1001], "no digit of a time is lost"
    assert kv.ttl("window") == 1


# MARK: 4. Sessions

SESSION = 7 * 24 * 3600


def create_session(user):
    session = secrets.token_urlsafe()
    kv.setex(f"session:{session}", SESSION, json.dumps({"userId": user}))
    return session


def get_session(session):
    found = kv.get(f"session:{session}")
    if found is None:
        return None
    kv.expire(f"session:{session}", SESSION)
    return json.loads(found)


@check
def sessions():
    session = create_session(42)
    advance("6d")
    assert get_session(session) == {"userId": 42}
    advance("6d")
    assert get_session(session) == {"userId": 42}, "each use starts its week anew"
    advance("7d")
    assert get_session(session) is None
    session = create_session(42)
    assert kv.delete(f"session:{session}") == 1 and get_session(session) is None


# MARK: 5. Locks


def acquire(resource, timeout=10):
    owner = secrets.token_hex()
    if not kv.setnx(f"lock:{resource}", owner):
        return None
    kv.expire(f"lock:{resource}", timeout)
    return owner


def release(resource, owner):
    if kv.get(f"lock:{resource}") != owner:
        return False
    return kv.delete(f"lock:{resource}") == 1


@check
def locks():
    first = acquire("orders", 30)
    assert first and acquire("orders") is None
    assert not release("orders", "somebody else")
    assert release("orders", first) and acquire("orders", 30)
    advance("30s")
    second = acquire("orders")
    assert second, "a lock whose owner has died is free in the end"
    assert kv.get("lock:orders") == second


@check
def a_lock_in_one_command():
    assert kv.set("lock", "a", nx=True, px=10_000) is True
    assert kv.set("lock", "b", nx=True, px=10_000) is False
    assert kv.get("lock") == "a" and 9_000 < kv.pttl("lock") <= 10_000


# MARK: 6. Leaderboards

BOARD = "leaderboard:global"


def rank_of(user):
    rank = kv.zrevrank(BOARD, user)
    return None if rank is None else rank + 1


def around(user, reach=2):
    rank = kv.zrevrank(BOARD, user)
    if rank is None:
        return None
    return kv.zrange(BOARD, max(0, rank - reach), rank + reach, rev=True, withscores=True)


@check
def leaderboards():
    for number, user in enumerate("abcdefg"):
        assert kv.zadd(BOARD, {user: number * 10}) == 1
    assert kv.zincrby(BOARD, 0.1, "a") == 0.1
    assert kv.zrange(BOARD, 0, 2, rev=True, withscores=True) == [("g", 60.0), ("f", 50.0), ("e", 40.0)]
    assert kv.zrevrange(BOARD, 0, 2) == ["g", "f", "e"]
    assert rank_of("g") == 1 and rank_of("a") == 7 and rank_of("nobody") is None
    assert kv.zscore(BOARD, "a") == 0.1 and kv.zscore(BOARD, "nobody") is None
    assert around("d", 1) == [("e", 40.0), ("d", 30.0), ("c", 20.0)] and around("nobody") is None
    assert around("g", 1) == [("g", 60.0), ("f", 50.0)], "nobody is above the first"


# MARK: 7. Pipelines


@check
def a_dashboard():
    kv.set("user:1:profile", '{"name":"Ada"}')
    kv.zadd("user:1:notifications", {"welcome": 1, "news": 2})
    kv.hset("user:1:stats", values={"visits": 3, "likes": 4})
    pipeline = kv.pipeline()
    pipeline.get("user:1:profile")
    pipeline.get("user:1:settings")
    pipeline.zrevrange("user:1:notifications", 0, 4)
    pipeline.hgetall("user:1:stats")
    assert pipeline.exec() == ['{"name":"Ada"}', None, ["news", "welcome"], {"visits": "3", "likes": "4"}]


@check
def counters_in_a_batch():
    pipeline = kv.pipeline()
    for key, step in {"views": 10, "likes": 2, "shares": -1}.items():
        pipeline.incrby(key, step)
    assert pipeline.exec() == [10, 2, -1]
    assert kv.mget("views", "likes", "shares") == ["10", "2", "-1"]


# MARK: 8. Feature flags

FLAGS = "flags:global"


@check
def feature_flags():
    assert kv.hgetall(FLAGS) == {}
    assert kv.hset(FLAGS, "new-checkout", "1") == 1 and kv.hset(FLAGS, "dark-mode", "0") == 1
    assert kv.hget(FLAGS, "new-checkout") == "1" and kv.hget(FLAGS, "unknown") is None
    assert {flag: on == "1" for flag, on in kv.hgetall(FLAGS).items()} == {"new-checkout": True, "dark-mode": False}
    assert kv.hset(FLAGS, "dark-mode", "1") == 0 and kv.hget(FLAGS, "dark-mode") == "1"


# MARK: Caches that are emptied


@check
def counts_of_a_post_are_busted_with_one_command():
    kv.sadd("likes:12", "anon-1", "anon-2")
    kv.set("like_count:12", 2)
    kv.set("like_count:34", 7)
    removed = {post: kv.delete(f"likes:{post}", f"like_count:{post}", f"share_count:{post}") for post in (12, 34, 56)}
    assert removed == {12: 2, 34: 1, 56: 0} and kv.dbsize() == 0


@check
def only_some_prefixes_are_flushed():
    kept = ["sessions:1", "ratelimit:ip", "user-profiles:ada"]
    kv.mset({name: "x" for name in kept})
    kv.mset({f"{prefix}:{number}": "x" for prefix in ("mocs", "gallery") for number in range(250)})
    flushed = 0
    for pattern in ("mocs:*", "gallery:*", "wishlist:*", "albums:*"):
        cursor, keys = kv.scan(0, match=pattern, count=100)
        while cursor:
            cursor, more = kv.scan(cursor, match=pattern, count=100)
            keys += more
        if keys:
            flushed += kv.delete(*set(keys))
    assert flushed == 500 and sorted(kv.keys("*")) == sorted(kept)


@check
def the_newest_fifty_messages_are_kept():
    for number in range(120):
        kv.rpush("recent:comments", json.dumps({"id": number}))
        kv.ltrim("recent:comments", -50, -1)
    assert [json.loads(text)["id"] for text in kv.lrange("recent:comments", 0, -1)] == list(range(70, 120))
    assert kv.ttl("recent:comments") == -1


run(f"upstash-redis {__version__}, patterns")
