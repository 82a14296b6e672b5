"""The patterns that applications use Vercel KV for, with `upstash_redis.asyncio`: `upstash_patterns_asyncio.py PORT`.

As `upstash_patterns.py`, with what only shows when requests overlap.
"""

import asyncio
import json
import secrets

from harness import check, run
from upstash import TOKEN, URL, Database, __version__, advance
from upstash_redis.asyncio import Redis


def with_client(function):
    """Gives a check a client of the event loop that it runs in."""

    async def wrapper():
        async with Redis(url=URL, token=TOKEN) as kv:
            await function(kv)

    wrapper.__name__ = function.__name__
    return check(wrapper)


# MARK: 1 and 2. Caches


async def get_user(kv, database, name):
    if cached := await kv.get(f"user:{name}"):
        return json.loads(cached)
    user = database.find(name)
    if user is not None:
        await kv.setex(f"user:{name}", 300, json.dumps(user))
    return user


@with_client
async def cache_aside(kv):
    database = Database(ada={"name": "Ada"})
    assert await get_user(kv, database, "ada") == {"name": "Ada"}
    assert await get_user(kv, database, "ada") == {"name": "Ada"} and database.reads == 1
    advance("299s")
    assert await get_user(kv, database, "ada") and database.reads == 1
    advance("1s")
    assert await get_user(kv, database, "ada") and database.reads == 2
    assert await get_user(kv, database, "nobody") is None


@with_client
async def write_through(kv):
    database = Database(ada={"name": "Ada"})
    await get_user(kv, database, "ada")
    database.rows["ada"] = {"name": "Ada King"}
    assert await kv.setex("user:ada", 300, json.dumps(database.rows["ada"])) is True
    assert await get_user(kv, database, "ada") == {"name": "Ada King"} and database.reads == 1
    assert await kv.delete("user:ada") == 1 and await kv.get("user:ada") is None


# MARK: 3. Rate limits


@with_client
async def requests_at_once_are_counted_one_by_one(kv):
    async def allows():
        current = await kv.incr("ratelimit:ip")
        if current == 1:
            await kv.expire("ratelimit:ip", 60)
        return current <= 10

    assert sorted(await asyncio.gather(*(allows() for _ in range(40)))) == [False] * 30 + [True] * 10
    advance("60s")
    assert await allows()


@with_client
async def a_sliding_window(kv):
    now, window = 1_700_000_000_000, 60_000
    for step in range(3):
        await kv.zremrangebyscore("window", 0, now - window)
        assert await kv.zcount("window", now - window, now) == step
        assert await kv.zadd("window", {f"{now}:{secrets.token_hex(4)}": now}) == 1
        assert await kv.expire("window", 60) is True
    assert await kv.zremrangebyscore("window", 0, now) == 3


# MARK: 4. Sessions


@with_client
async def sessions(kv):
    assert await kv.setex("session:1", 604_800, '{"userId":42}') is True
    advance("6d")
    assert json.loads(await kv.get("session:1")) == {"userId": 42}
    assert await kv.expire("session:1", 604_800) is True
    advance("7d")
    assert await kv.get("session:1") is None and await kv.expire("session:1", 604_800) is False


# MARK: 5. Locks


@with_client
async def one_of_many_gets_the_lock(kv):
    async def acquire(name):
        if await kv.setnx("lock:orders", name):
            await kv.expire("lock:orders", 30)
            return name

    names = [f"worker-{number}" for number in range(30)]
    winners = [name for name in await asyncio.gather(*map(acquire, names)) if name]
    assert len(winners) == 1 and await kv.get("lock:orders") == winners[0]
    advance("30s")
    assert await acquire("late") == "late"


# MARK: 6. Leaderboards


@with_client
async def leaderboards(kv):
    await asyncio.gather(*(kv.zincrby("board", step, f"player-{step % 5}") for step in range(50)))
    top = await kv.zrange("board", 0, 1, rev=True, withscores=True)
    assert top == [("player-4", 265.0), ("player-3", 255.0)], top
    assert await kv.zrevrank("board", "player-0") == 4 and await kv.zrevrank("board", "none") is None
    assert await kv.zscore("board", "player-4") == 265.0


# MARK: 7. Pipelines and transactions


@with_client
async def a_dashboard(kv):
    await kv.hset("user:1:stats", values={"visits": 3})
    pipeline = kv.pipeline()
    pipeline.get("user:1:profile")
    pipeline.zrevrange("user:1:notifications", 0, 4)
    pipeline.hgetall("user:1:stats")
    assert await pipeline.exec() == [None, [], {"visits": "3"}]


@with_client
async def transactions_do_not_mix(kv):
    async def append_thrice(letter):
        transaction = kv.multi()
        for _ in range(3):
            transaction.append("log", letter)
        lengths = await transaction.exec()
        assert lengths == [lengths[0], lengths[0] + 1, lengths[0] + 2]

    await asyncio.gather(*map(append_thrice, "abcdefghijklmnop"))
    log = await kv.get("log")
    assert sorted(log[start : start + 3] for start in range(0, 48, 3)) == [3 * c for c in "abcdefghijklmnop"], log


# MARK: 8. Feature flags


@with_client
async def feature_flags(kv):
    assert await kv.hset("flags", values={"new-checkout": "1", "dark-mode": "0"}) == 2
    assert await kv.hget("flags", "new-checkout") == "1"
    assert {flag: on == "1" for flag, on in (await kv.hgetall("flags")).items()} == {
        "new-checkout": True, "dark-mode": False}


run(f"upstash-redis {__version__}, asyncio, patterns")
