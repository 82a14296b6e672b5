// node's own fetch, which is what the JavaScript client sends its requests with: many of them at once, over as many
// connections as it likes, streams that are given up, connections that are lost.

import assert from "node:assert";
import { beforeEach, test } from "node:test";
import { control, createClient, empty, token, url } from "./sdk.mjs";

const authorization = { Authorization: `Bearer ${token}` };
beforeEach(empty);

/** Fetches as often as the client would when fetch itself fails. */
async function retrying(attempt) {
    for (let left = 5; ; left -= 1) {
        try {
            return await attempt();
        } catch (error) {
            if (left === 0 || error.name === "UpstashError") throw error;
        }
    }
}

test("calls of one turn go out as one pipeline, each with its own result", async () => {
    const kv = createClient();
    const results = await Promise.allSettled([
        kv.set("a", { n: 1 }), kv.get("a"), kv.lpush("a", 1), kv.incr("count"), kv.zadd("z", { score: 1, member: "m" }),
    ]);
    assert.deepStrictEqual(results.map((result) => result.value ?? result.reason.message), [
        "OK", { n: 1 }, "Command failed: WRONGTYPE Operation against a key holding the wrong kind of value", 1, 1,
    ]);
    assert.strictEqual(kv.requests.length, 1);
});

test("a hundred requests at once", async () => {
    const clients = Array.from({ length: 100 }, () => createClient());
    const counts = await Promise.all(clients.map((kv) => kv.incr("count")));
    assert.deepStrictEqual(counts.sort((a, b) => a - b), Array.from({ length: 100 }, (_, index) => index + 1));
    const values = await Promise.all(clients.map((kv, index) => kv.set(`k${index}`, "é".repeat(10_000)).then(() => kv.get(`k${index}`))));
    assert.ok(values.every((value) => value === "é".repeat(10_000)));
});

test("pipelines and single commands of many clients, mixed", async () => {
    await Promise.all(Array.from({ length: 40 }, async (_, index) => {
        const kv = createClient({ automaticPipelines: index % 2 === 0 });
        const batch = index % 3 === 0 ? kv.multi() : kv.pipeline();
        for (let row = 0; row < 50; row += 1) batch.incr("count").hincrby("hash", `f${index}`, 1);
        const results = await batch.exec();
        assert.strictEqual(results.length, 100);
        assert.strictEqual(results.at(-1), 50);
    }));
    const kv = createClient();
    assert.strictEqual(await kv.get("count"), 2000);
    assert.strictEqual(Object.keys(await kv.hgetall("hash")).length, 40);
});

test("errors are kept beside results when the application wants it", async () => {
    const kv = createClient();
    const results = await kv.pipeline().set("a", "x").incr("a").get("a").exec({ keepErrors: true });
    assert.deepStrictEqual(results, [
        { result: "OK" }, { error: "ERR value is not an integer or out of range" }, { result: "x" },
    ]);
});

test("a transaction that cannot be queued is thrown as a whole", async () => {
    const kv = createClient();
    await assert.rejects(kv.multi().set("a", 1).raw("get").exec(), {
        message: `ERR wrong number of arguments for 'get' command, command was: [["set","a",1],["get"]]`,
    });
    assert.strictEqual(await kv.get("a"), null);
});

test("a wrong token is told with the command", async () => {
    await assert.rejects(createClient({ token: "wrong" }).get("x"), {
        message: "WRONGPASS invalid or missing auth token. See https://docs.upstash.com/redis/troubleshooting/http_unauthorized"
            + ` for details., command was: [["get","x"]]`,
    });
});

test("the sync token is kept from answer to answer", async () => {
    const kv = createClient();
    assert.strictEqual(kv.syncToken, undefined);
    await kv.set("a", 1);
    const first = kv.syncToken;
    await kv.get("a");
    assert.ok(first && kv.syncToken === first);
    await kv.incr("a");
    assert.notStrictEqual(kv.syncToken, first);
});

test("a connection that is lost before the answer is tried again", async () => {
    const kv = createClient({ automaticPipelines: false });
    for (const fault of ["DISCONNECT", "RESET"]) {
        await control("FAULT", "ADD", fault, "COMMAND", "INCR", "TIMES", "2");
        const before = (await kv.get("count")) ?? 0;
        assert.strictEqual(await retrying(() => kv.incr("count")), before + 1);
    }
    await control("FAULT", "ADD", "EXECUTE-DISCONNECT", "COMMAND", "INCR", "TIMES", "1");
    assert.strictEqual(await retrying(() => kv.incr("count")), 4, "what ran already runs again");
});

test("faults of HTTP: a status, a body that ends too soon, one that is no JSON", async () => {
    const kv = createClient({ automaticPipelines: false });
    await control("FAULT", "ADD", "HTTP-STATUS", "503", "COMMAND", "GET", "TIMES", "1");
    await assert.rejects(kv.get("a"), /^Error: ERR Service Unavailable, command was/);
    for (const fault of [["CUT", "5"], ["GARBAGE", "<html>"]]) {
        await control("FAULT", "ADD", ...fault, "COMMAND", "GET", "TIMES", "1");
        await assert.rejects(kv.get("a"));
        assert.strictEqual(await kv.get("a"), null, "the next request is answered");
    }
});

test("bodies of several megabytes, both ways", async () => {
    const kv = createClient();
    const big = "0123456789abcdef".repeat(300_000);
    assert.strictEqual(await kv.set("big", `x${big}`), "OK");
    assert.strictEqual((await kv.get("big")).length, big.length + 1);
    const stream = new ReadableStream({
        start(controller) {
            for (let part = 0; part < 64; part += 1) controller.enqueue(Buffer.alloc(65_536, part));
            controller.close();
        },
    });
    const answer = await fetch(`${url}/set/bin`, { method: "POST", headers: authorization, body: stream, duplex: "half" });
    assert.deepStrictEqual(await answer.json(), { result: "OK" });
    const { result } = await (await fetch(`${url}/get/bin`, { headers: { ...authorization, "Upstash-Encoding": "base64" } })).json();
    const bytes = Buffer.from(result, "base64");
    assert.ok(bytes.length === 4 << 20 && bytes.every((byte, index) => byte === index >> 16), "chunks are put together");
});

// MARK: Streams

/** The `data` lines of a stream, one after the other. */
async function* lines(answer) {
    let rest = "";
    for await (const bytes of answer.body) {
        rest += Buffer.from(bytes).toString();
        for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
            const line = rest.slice(0, end);
            rest = rest.slice(end + 1);
            if (line.startsWith("data: ")) yield line.slice(6);
        }
    }
}

/** Opens a stream and reads what it begins with. */
async function open(kv, channel, kind) {
    const ending = new AbortController();
    const answer = await kv.subscribe(channel, ending.signal, kind);
    assert.strictEqual(answer.status, 200);
    assert.strictEqual(answer.headers.get("content-type"), "text/event-stream");
    const stream = lines(answer);
    const next = async () => (await stream.next()).value;
    return { next, first: await next(), end: () => ending.abort() };
}

/** Publishes until so many hear it: the end of a connection travels, if fast. */
async function hears(kv, channel, count) {
    for (let attempt = 0; attempt < 500; attempt += 1) {
        if ((await kv.publish(channel, "still there?")) === count) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.fail(`not ${count} clients hear ${channel}`);
}

test("a subscriber is sent what others publish, until it goes", async () => {
    const kv = createClient();
    const chat = await open(kv, "chat");
    assert.strictEqual(chat.first, "subscribe,chat,1");
    assert.strictEqual(await kv.publish("chat", { text: "a, b" }), 1);
    assert.strictEqual(await chat.next(), `message,chat,{"text":"a, b"}`);
    const raw = await fetch(`${url}/publish/chat/${encodeURIComponent("grüße, 🙂")}`, { headers: authorization });
    assert.deepStrictEqual(await raw.json(), { result: 1 });
    assert.strictEqual(await chat.next(), "message,chat,grüße, 🙂");
    chat.end();
    await hears(kv, "chat", 0);
});

test("patterns, and the channel that matched", async () => {
    const kv = createClient();
    const all = await open(kv, "chat*", "psubscribe");
    assert.strictEqual(all.first, "psubscribe,chat*,1");
    await kv.publish("chat1", "hello");
    assert.strictEqual(await all.next(), "pmessage,chat*,chat1,hello");
    all.end();
    await hears(kv, "chat1", 0);
});

test("a channel with a space and a slash is two, as the client sends it", async () => {
    const kv = createClient();
    const both = await open(kv, "a b/c");
    assert.deepStrictEqual([both.first, await both.next()], ["subscribe,a b,1", "subscribe,c,2"]);
    both.end();
    await hears(kv, "c", 0);
});

test("monitor shows commands as they run", async () => {
    const kv = createClient();
    const monitor = await open(kv, "", "monitor");
    assert.strictEqual(monitor.first, '"OK"');
    await kv.set("k", "v");
    assert.match(await monitor.next(), /^\d+\.\d{6} \[0 [^\]]+\] "set" "k" "v"$/);
    monitor.end();
});

test("fifty subscribers, half of which vanish without a word", async () => {
    const kv = createClient();
    const all = await Promise.all(Array.from({ length: 50 }, () => open(kv, "crowd")));
    assert.strictEqual(await kv.publish("crowd", "1"), 50);
    for (const subscriber of all) assert.strictEqual(await subscriber.next(), "message,crowd,1");
    for (const subscriber of all.slice(25)) subscriber.end();
    await hears(kv, "crowd", 25);
    for (const subscriber of all.slice(0, 25)) subscriber.end();
    await hears(kv, "crowd", 0);
});
