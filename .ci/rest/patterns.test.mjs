// The code of the documents "Vercel KV Common Patterns", "bust-kv-cache", "Automatic Cache Invalidation", "Redis Cache
// Flush Automation" and "Cache Rebuild from KV", block by block, as requests of the JavaScript client; and what each
// document says comes of it. Names of functions are those of the documents; `db` is the database that they speak of.

import assert from "node:assert";
import { randomUUID } from "node:crypto";
import { beforeEach, test } from "node:test";
import { advance, createClient, empty, token, url } from "./sdk.mjs";

let kv;
beforeEach(async () => {
    await empty();
    kv = createClient();
});

const users = (rows) => ({ rows: new Map(Object.entries(rows)), reads: 0, find(id) { this.reads += 1; return this.rows.get(String(id)); } });

// MARK: Pattern 1

async function getUser(db, id) {
    const cacheKey = `user:${id}`;
    const cached = await kv.get(cacheKey);
    if (cached) return cached;
    const user = db.find(id);
    if (!user) return null;
    await kv.setex(cacheKey, 300, user);
    return user;
}

test("pattern 1, cache-aside: the cache is asked first and filled on a miss, for five minutes", async () => {
    const db = users({ 1: { id: 1, name: "Adä", tags: ["a", 1, null, true] } });
    assert.deepStrictEqual(await getUser(db, 1), db.rows.get("1"));
    assert.deepStrictEqual(await getUser(db, 1), db.rows.get("1"));
    assert.strictEqual(db.reads, 1);
    assert.deepStrictEqual(kv.requests.slice(0, 2), [
        ["/pipeline", [["get", "user:1"]]],
        ["/pipeline", [["setex", "user:1", 300, JSON.stringify(db.rows.get("1"))]]],
    ]);
    assert.strictEqual(await getUser(db, 2), null);
    await advance("300s");
    await getUser(db, 1);
    assert.strictEqual(db.reads, 3);
});

// MARK: Pattern 2

async function updateUser(db, id, data) {
    const updated = [{ ...db.rows.get(String(id)), ...data }];
    db.rows.set(String(id), updated[0]);
    await kv.setex(`user:${id}`, 300, updated[0]);
    return updated[0];
}

async function deleteUser(db, id) {
    db.rows.delete(String(id));
    await kv.del(`user:${id}`);
}

test("pattern 2, write-through: the cache shows a change at once", async () => {
    const db = users({ 1: { name: "Ada" } });
    await getUser(db, 1);
    await updateUser(db, 1, { name: "Ada King" });
    assert.deepStrictEqual(await getUser(db, 1), { name: "Ada King" });
    assert.strictEqual(db.reads, 1);
    await deleteUser(db, 1);
    assert.strictEqual(await getUser(db, 1), null);
});

// MARK: Pattern 3

async function checkRateLimit(ip) {
    const key = `ratelimit:${ip}`;
    const limit = 10;
    const window = 60;
    const current = await kv.incr(key);
    if (current === 1) {
        await kv.expire(key, window);
    }
    return current <= limit;
}

test("pattern 3, rate limit: ten requests in sixty seconds", async () => {
    const allowed = [];
    for (let request = 0; request < 12; request += 1) allowed.push(await checkRateLimit("10.0.0.1"));
    assert.deepStrictEqual(allowed, [...Array(10).fill(true), false, false]);
    assert.strictEqual(await checkRateLimit("10.0.0.2"), true);
    await advance("60s");
    assert.strictEqual(await checkRateLimit("10.0.0.1"), true);
});

async function slidingWindowRateLimit(key, limit, windowMs, now) {
    const windowStart = now - windowMs;
    await kv.zremrangebyscore(key, 0, windowStart);
    const count = await kv.zcount(key, windowStart, now);
    if (count >= limit) {
        return false;
    }
    await kv.zadd(key, { score: now, member: `${now}:${Math.random()}` });
    await kv.expire(key, Math.ceil(windowMs / 1000));
    return true;
}

test("pattern 3, sliding window: only the last requests count", async () => {
    const now = Date.now();
    const allowed = [];
    for (const later of [0, 300, 600, 900, 1001, 1002, 1301]) {
        allowed.push(await slidingWindowRateLimit("window:ip", 3, 1000, now + later));
    }
    assert.deepStrictEqual(allowed, [true, true, true, false, true, false, true]);
    assert.deepStrictEqual(kv.requests[2], ["/pipeline", [["zadd", "window:ip", now, kv.requests[2][1][0][3]]]]);
});

// MARK: Pattern 4

const SESSION_TTL = 7 * 24 * 3600;

async function createSession(userId) {
    const sessionId = randomUUID();
    await kv.setex(`session:${sessionId}`, SESSION_TTL, { userId, createdAt: Date.now(), lastActivity: Date.now() });
    return sessionId;
}

async function getSession(sessionId) {
    const session = await kv.get(`session:${sessionId}`);
    if (session) {
        await kv.expire(`session:${sessionId}`, SESSION_TTL);
    }
    return session;
}

test("pattern 4, sessions: each access starts the seven days anew", async () => {
    const session = await createSession(42);
    for (let day = 0; day < 3; day += 1) {
        await advance("6d");
        assert.strictEqual((await getSession(session)).userId, 42);
    }
    assert.strictEqual(typeof (await getSession(session)).createdAt, "number");
    await advance("7d");
    assert.strictEqual(await getSession(session), null);
    const other = await createSession(7);
    assert.strictEqual(await kv.del(`session:${other}`), 1);
    assert.strictEqual(await getSession(other), null);
});

// MARK: Pattern 5

async function acquireLock(resource, timeout = 10) {
    const lockKey = `lock:${resource}`;
    const lockValue = randomUUID();
    const acquired = await kv.setnx(lockKey, lockValue);
    if (acquired) {
        await kv.expire(lockKey, timeout);
        return lockValue;
    }
    return null;
}

async function releaseLock(resource, lockValue) {
    const lockKey = `lock:${resource}`;
    const current = await kv.get(lockKey);
    if (current === lockValue) {
        await kv.del(lockKey);
        return true;
    }
    return false;
}

test("pattern 5, lock: one holder, released by it alone, free again after the time", async () => {
    const [first, second] = await Promise.all([acquireLock("process-orders", 30), acquireLock("process-orders", 30)]);
    assert.strictEqual([first, second].filter(Boolean).length, 1, "two that are sent in one turn");
    const holder = first ?? second;
    assert.strictEqual(await releaseLock("process-orders", randomUUID()), false);
    assert.strictEqual(await releaseLock("process-orders", holder), true);
    assert.ok(await acquireLock("process-orders", 30));
    await advance("29s");
    assert.strictEqual(await acquireLock("process-orders"), null);
    await advance("1s");
    assert.ok(await acquireLock("process-orders"));
});

// MARK: Pattern 6

const LEADERBOARD_KEY = "leaderboard:global";

const getTopPlayers = (limit = 10) => kv.zrange(LEADERBOARD_KEY, 0, limit - 1, { rev: true, withScores: true });

async function getUserRank(userId) {
    const rank = await kv.zrevrank(LEADERBOARD_KEY, userId.toString());
    return rank !== null ? rank + 1 : null;
}

async function getPlayerContext(userId, range = 2) {
    const rank = await kv.zrevrank(LEADERBOARD_KEY, userId.toString());
    if (rank === null) return null;
    const start = Math.max(0, rank - range);
    const end = rank + range;
    return await kv.zrange(LEADERBOARD_KEY, start, end, { rev: true, withScores: true });
}

test("pattern 6, leaderboard: ranks, scores and neighbours", async () => {
    for (let userId = 1; userId <= 6; userId += 1) {
        await kv.zadd(LEADERBOARD_KEY, { score: userId * 100, member: userId.toString() });
    }
    assert.strictEqual(await kv.zincrby(LEADERBOARD_KEY, 250.1, "1"), 350.1);
    assert.deepStrictEqual(await getTopPlayers(3), [6, 600, 5, 500, 4, 400]);
    assert.strictEqual(await getUserRank(6), 1);
    assert.strictEqual(await getUserRank(1), 4);
    assert.strictEqual(await getUserRank(99), null);
    assert.strictEqual(await kv.zscore(LEADERBOARD_KEY, "1"), 350.1, "a number, as the document's type says");
    assert.strictEqual(await kv.zscore(LEADERBOARD_KEY, "99"), null);
    assert.deepStrictEqual(await getPlayerContext(1, 1), [4, 400, 1, 350.1, 3, 300]);
    assert.deepStrictEqual(await getPlayerContext(6, 1), [6, 600, 5, 500]);
    assert.strictEqual(await getPlayerContext(99), null);
});

// MARK: Pattern 7

test("pattern 7, pipeline: a dashboard in one request", async () => {
    await kv.set("user:1:profile", { name: "Ada" });
    await kv.set("user:1:settings", { theme: "dark" });
    await kv.zadd("user:1:notifications", { score: 1, member: "welcome" }, { score: 2, member: { text: "news" } });
    await kv.hset("user:1:stats", { visits: 3, best: "9007199254740993" });
    kv.requests.length = 0;
    const pipeline = kv.pipeline();
    pipeline.get("user:1:profile");
    pipeline.get("user:1:settings");
    // The document calls zrevrange, which the client has no method for: its range is reversed, or the command sent raw.
    pipeline.zrange("user:1:notifications", 0, 4, { rev: true });
    pipeline.raw("zrevrange", "user:1:notifications", 0, 4);
    pipeline.hgetall("user:1:stats");
    const [profile, settings, notifications, reversed, stats] = await pipeline.exec();
    assert.deepStrictEqual({ profile, settings, notifications, stats }, {
        profile: { name: "Ada" }, settings: { theme: "dark" }, notifications: [{ text: "news" }, "welcome"],
        stats: { visits: 3, best: "9007199254740993" },
    });
    assert.deepStrictEqual(reversed, notifications);
    assert.strictEqual(kv.requests.length, 1);
});

async function batchUpdateCounters(counters) {
    const pipeline = kv.pipeline();
    for (const [key, increment] of Object.entries(counters)) {
        pipeline.incrby(key, increment);
    }
    return await pipeline.exec();
}

test("pattern 7, pipeline: counters, of which one is none", async () => {
    assert.deepStrictEqual(await batchUpdateCounters({ views: 10, likes: 2, shares: -1 }), [10, 2, -1]);
    assert.deepStrictEqual(await batchUpdateCounters({ views: 1 }), [11]);
    await kv.set("text", "x");
    await assert.rejects(
        batchUpdateCounters({ views: 1, text: 1, likes: 1 }),
        { message: "Command 2 [ incrby ] failed: ERR value is not an integer or out of range" });
    assert.deepStrictEqual(await kv.mget("views", "likes"), [12, 3]);
});

// MARK: Pattern 8

const FLAGS_KEY = "flags:global";

const setFlag = (flag, enabled) => kv.hset(FLAGS_KEY, { [flag]: enabled ? "1" : "0" });

test("pattern 8, flags: what is set is what is stored", async () => {
    assert.strictEqual(await kv.hgetall(FLAGS_KEY), null, "the document makes {} of it");
    await setFlag("new-checkout-flow", true);
    await setFlag("dark-mode", false);
    // The document compares with "1". The client makes a number of it, at the real service too, so that an
    // application that does as the document says finds every flag off.
    assert.strictEqual(await kv.hget(FLAGS_KEY, "new-checkout-flow"), 1);
    assert.strictEqual(await kv.hget(FLAGS_KEY, "unknown"), null);
    assert.deepStrictEqual(await kv.hgetall(FLAGS_KEY), { "new-checkout-flow": 1, "dark-mode": 0 });
    const answer = await fetch(`${url}/hget/${FLAGS_KEY}/new-checkout-flow`, { headers: { Authorization: `Bearer ${token}` } });
    assert.deepStrictEqual(await answer.json(), { result: "1" });
    await setFlag("new-checkout-flow", false);
    assert.strictEqual(await kv.hget(FLAGS_KEY, "new-checkout-flow"), 0);
});

// MARK: The other documents

test("bust-kv-cache: one DEL for each post tells how many keys went", async () => {
    await kv.sadd("likes:12", "anon-1");
    await kv.mset({ "like_count:12": 1, "share_count:12": 4, "like_count:34": 2, other: "stays" });
    const keysForPost = (id) => [`likes:${id}`, `like_count:${id}`, `share_count:${id}`];
    const removed = await Promise.all([12, 34, 56].map((id) => kv.del(...keysForPost(id))));
    assert.deepStrictEqual(removed, [3, 1, 0]);
    assert.deepStrictEqual(kv.requests.at(-1)[1].length, 3, "all in one request");
    assert.deepStrictEqual(await kv.keys("*"), ["other"]);
});

test("automatic cache invalidation: the next read after a post is fresh, others after two minutes", async () => {
    let posts = 0;
    const read = async () => {
        const cached = await kv.get("ayrshare:history:5A9AB0CB");
        if (cached) return cached.posts;
        await kv.set("ayrshare:history:5A9AB0CB", { posts }, { ex: 120 });
        return posts;
    };
    assert.strictEqual(await read(), 0);
    posts = 31;
    assert.strictEqual(await read(), 0, "stale, as the document's problem was");
    assert.strictEqual(await kv.del("ayrshare:history:5A9AB0CB"), 1);
    assert.strictEqual(await read(), 31);
    posts = 32;
    await advance("120s");
    assert.strictEqual(await read(), 32);
});

async function scanPattern(pattern) {
    const keys = [];
    let cursor = "0";
    do {
        const [next, page] = await kv.scan(cursor, { match: pattern, count: 100 });
        cursor = next;
        keys.push(...page);
    } while (cursor !== "0");
    return keys;
}

test("cache flush automation: prefixes are scanned and deleted, others preserved", async () => {
    const preserved = ["ratelimit:ip", "sessions:1", "user-profiles:7"];
    const fill = kv.pipeline();
    for (const key of preserved) fill.set(key, 1);
    for (let number = 0; number < 350; number += 1) fill.set(`mocs:${number}`, number).set(`gallery:${number}`, number);
    await fill.exec();
    let total = 0;
    for (const pattern of ["mocs:*", "gallery:*", "wishlist:*", "albums:*"]) {
        const keys = [...new Set(await scanPattern(pattern))];
        if (keys.length > 0) total += await kv.del(keys);
    }
    assert.strictEqual(total, 700);
    assert.deepStrictEqual((await scanPattern("*")).sort(), preserved);
});

const CACHE_SIZE = 100;

async function rebuildCacheFromKV() {
    const messages = [];
    for (const key of await scanPattern("comment:*")) {
        const data = await kv.get(key);
        if (data) messages.push(data);
    }
    messages.sort((a, b) => b.timestamp - a.timestamp);
    const recent = messages.slice(0, CACHE_SIZE);
    await kv.set("recent:comments", recent, { ex: 10 });
    return recent;
}

test("cache rebuild from KV: a message that is posted after the cache expired is in the rebuilt one", async () => {
    for (let number = 0; number < 120; number += 1) {
        await kv.set(`comment:${number}`, { number, timestamp: 1_700_000_000_000 + number });
    }
    await rebuildCacheFromKV();
    await advance("11s");
    assert.strictEqual(await kv.get("recent:comments"), null);
    await kv.set("comment:new", { number: "new", timestamp: 1_800_000_000_000 });
    const recent = await rebuildCacheFromKV();
    assert.strictEqual(recent.length, 100);
    assert.strictEqual((await kv.get("recent:comments"))[0].number, "new");
});

test("cache rebuild from KV, final solution: posts accumulate, the last fifty stay, for ever", async () => {
    for (let number = 0; number < 60; number += 1) {
        let comments = (await kv.get("recent:comments")) ?? [];
        comments.push({ number });
        if (comments.length > 50) comments = comments.slice(-50);
        await kv.set("recent:comments", comments);
    }
    const comments = await kv.get("recent:comments");
    assert.deepStrictEqual(comments.map((comment) => comment.number), Array.from({ length: 50 }, (_, index) => index + 10));
    assert.strictEqual(await kv.ttl("recent:comments"), -1);
});
