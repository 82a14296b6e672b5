"""redis-py's asyncio client, or valkey-py's: `redis_py_asyncio.py PORT 2|3 [redis|valkey]`."""

import asyncio
import importlib
import sys

from harness import PORT, PROTOCOL, check, run

NAME = sys.argv[3] if len(sys.argv) > 3 else "redis"
redis = importlib.import_module(NAME)
client_module = importlib.import_module(f"{NAME}.asyncio")
Client = getattr(client_module, "Valkey", None) or client_module.Redis


def connect(**options):
    return Client(port=PORT, protocol=PROTOCOL, decode_responses=True, socket_timeout=10, **options)


@check
async def many_at_once():
    async with connect() as r:
        await asyncio.gather(*(r.set(f"k{number}", number) for number in range(50)))
        assert await r.mget([f"k{number}" for number in range(50)]) == [str(n) for n in range(50)]
        assert {key async for key in r.scan_iter(match="k*")} == {f"k{number}" for number in range(50)}


@check
async def transactions():
    async with connect() as r:
        async with r.pipeline(transaction=True) as pipe:
            assert await pipe.set("a", 1).incr("a").execute() == [True, 2]

        async def add_one(pipe):
            seen = int(await pipe.get("a"))
            pipe.multi()
            pipe.set("a", seen + 1)

        await asyncio.gather(*(r.transaction(add_one, "a") for _ in range(10)))
        assert await r.get("a") == "12"


@check
async def blocking():
    async with connect() as r, connect() as waiting:
        assert await waiting.blpop("queue", timeout=0.01) is None
        popped = asyncio.create_task(waiting.brpop(["none", "queue"], timeout=10))
        while (await r.info("clients"))["blocked_clients"] < 1:
            await asyncio.sleep(0.01)
        assert await r.rpush("queue", "a", "b") == 2
        assert tuple(await popped) == ("queue", "b")
        # A task that is cancelled gives its connection up; what is pushed then is not lost with it.
        abandoned = asyncio.create_task(waiting.blpop("other", timeout=0))
        while (await r.info("clients"))["blocked_clients"] < 1:
            await asyncio.sleep(0.01)
        abandoned.cancel()
        await asyncio.gather(abandoned, return_exceptions=True)
        while (await r.info("clients"))["blocked_clients"] > 0:
            await asyncio.sleep(0.01)
        assert await r.rpush("other", "kept") == 1 and await r.lrange("other", 0, -1) == ["kept"]


@check
async def publish_and_subscribe():
    async with connect() as r, r.pubsub(ignore_subscribe_messages=True) as listener:
        await listener.subscribe("news")
        await listener.psubscribe("weather.*")
        while await r.publish("weather.oslo", "snow") < 1:
            await asyncio.sleep(0.01)
        await r.publish("news", "hello")
        messages = []
        while len(messages) < 2:
            message = await listener.get_message(timeout=10)
            if message:
                messages.append((message["channel"], message["data"]))
        assert messages == [("weather.oslo", "snow"), ("news", "hello")], messages


@check
async def errors():
    async with connect() as r:
        await r.set("text", "abc")
        try:
            await r.lpush("text", "x")
        except redis.ResponseError as error:
            assert "WRONGTYPE" in str(error)
        else:
            raise AssertionError("no error was raised")
        assert await r.get("text") == "abc"


run(f"{NAME}-py {redis.__version__} asyncio RESP{PROTOCOL}")
