// How a project tests what it does with Redis: `hermetic-kv run -- node --test`.
//
// Time is the server's, so nothing here waits for any of it.

const assert = require("node:assert");
const { after, before, beforeEach, test } = require("node:test");
const { createClient } = require("redis");

const redis = createClient({ url: process.env.REDIS_URL });
const advance = (duration) => redis.sendCommand(["HERMETIC", "CLOCK", "ADVANCE", duration]);

before(() => redis.connect());
beforeEach(() => redis.flushAll());
after(() => redis.quit());

test("a session ends after half an hour", async () => {
    await redis.set("session:ada", "open", { EX: 1800 });
    await advance("29m");
    assert.strictEqual(await redis.get("session:ada"), "open");
    await advance("1m");
    assert.strictEqual(await redis.get("session:ada"), null);
});

test("a clock can stand still", async () => {
    await redis.sendCommand(["HERMETIC", "CLOCK", "FREEZE"]);
    await redis.set("key", "1", { PX: 500 });
    assert.strictEqual(await redis.pTTL("key"), 500);
    await redis.sendCommand(["HERMETIC", "CLOCK", "RESUME"]);
});

test("the data can be printed", async () => {
    await redis.rPush("queue", ["a", "b"]);
    assert.strictEqual(await redis.sendCommand(["HERMETIC", "DUMP"]), 'db0\n  queue  list ["a", "b"]');
});
