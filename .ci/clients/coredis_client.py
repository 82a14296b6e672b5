"""coredis against a running server: `coredis_client.py PORT`. It speaks RESP3 only, and caches by CLIENT TRACKING."""

import asyncio
import time

import coredis
from coredis.patterns.cache import LRUCache
from harness import PORT, check, run


def connect(**options):
    return coredis.Redis(port=PORT, decode_responses=True, **options)


@check
async def values_of_every_type():
    async with connect() as r:
        assert await r.set("k", "v") is True and await r.get("k") == "v"
        assert await r.hset("h", {"f": "1"}) == 1 and await r.hgetall("h") == {"f": "1"}
        assert await r.sadd("s", ["a", "b"]) == 2 and await r.smembers("s") == {"a", "b"}
        assert await r.rpush("l", ["a", "b"]) == 2 and await r.lrange("l", 0, -1) == ["a", "b"]
        assert await r.zadd("z", {"a": 1.5}) == 1 and await r.zscore("z", "a") == 1.5


@check
async def transactions():
    async with connect() as r:
        async with r.pipeline(transaction=True) as pipe:
            first, second = pipe.set("a", 1), pipe.incr("a")
        assert await first is True and await second == 2


@check
async def publish_and_subscribe():
    async with connect() as r:
        async with r.pubsub(channels=["news"], patterns=["weather.*"], ignore_subscribe_messages=True) as listener:
            assert await r.publish("news", "hello") == 1
            assert await r.publish("weather.oslo", "snow") == 1
            seen = []
            while len(seen) < 2:
                message = await listener.get_message(timeout=10)
                if message:
                    seen.append((message["channel"], message["data"]))
            assert seen == [("news", "hello"), ("weather.oslo", "snow")], seen


@check
async def client_side_caching():
    cache = LRUCache()
    async with connect() as r, connect(cache=cache) as cached:
        await r.set("k", "old")
        assert [await cached.get("k") for _ in range(5)] == ["old"] * 5
        assert cache.stats.hits.total() >= 4, cache.stats
        await r.set("k", "new")
        deadline = time.monotonic() + 10
        while await cached.get("k") != "new":
            assert time.monotonic() < deadline, "the write has not invalidated the cache"
            await asyncio.sleep(0.01)


run(f"coredis {coredis.__version__}")
