// Streams as they are on the wire, and clients that vanish in every way.

import assert from "node:assert";
import { beforeEach, test } from "node:test";
import { createClient, empty, token } from "./sdk.mjs";
import { request, Wire } from "./wire.mjs";

const kv = createClient();
beforeEach(empty);

const fields = ["Accept: text/event-stream", "Cache-Control: no-cache"];
const opening = (channel, options = {}) => request(`/subscribe/${channel}`, "[]", { fields, ...options });

async function hears(channel, count) {
    for (let attempt = 0; attempt < 500; attempt += 1) {
        if ((await kv.publish(channel, "still there?")) === count) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.fail(`not ${count} clients hear ${channel}`);
}

test("the head comes at once, each event in a chunk with an empty line at its end", async () => {
    const wire = new Wire();
    wire.write(opening("chat"));
    assert.deepStrictEqual(await wire.head(), [
        "HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Transfer-Encoding: chunked", "Access-Control-Allow-Origin: *",
    ], "base64 is not for streams");
    assert.strictEqual(await wire.chunk(), "data: subscribe,chat,1\n\n");
    await kv.publish("chat", "a,b c");
    assert.strictEqual(await wire.chunk(), "data: message,chat,a,b c\n\n");
    wire.close();
    await hears("chat", 0);
});

test("a client of HTTP/1.0 gets the events bare", async () => {
    const wire = new Wire();
    wire.write(Buffer.from(`GET /subscribe/chat?_token=${token} HTTP/1.0\r\n\r\n`));
    const head = await wire.head();
    assert.ok(!head.some((line) => line.startsWith("Transfer-Encoding")), String(head));
    assert.strictEqual(await wire.through("\n\n"), "data: subscribe,chat,1\n\n");
    await kv.publish("chat", "hello");
    assert.strictEqual(await wire.through("\n\n"), "data: message,chat,hello\n\n");
    wire.close();
    await hears("chat", 0);
});

test("a payload of several lines is one message, whose first line the client reads", async () => {
    const wire = new Wire();
    wire.write(opening("chat"));
    await wire.head();
    await wire.chunk();
    await kv.publish("chat", "one\ntwo\ndata: three");
    const event = await wire.chunk();
    assert.deepStrictEqual(event.split("\n").filter((line) => line.startsWith("data: ")), ["data: message,chat,one"]);
    assert.ok(event.endsWith("\n\n") && event.indexOf("\n\n") === event.length - 2, event);
    wire.close();
});

test("clients that vanish: closed, reset, half closed, in the middle of a head", async () => {
    const ways = [
        (wire) => wire.socket.destroy(),
        (wire) => wire.socket.resetAndDestroy(),
        (wire) => wire.socket.end(),
    ];
    for (const vanish of ways) {
        const wire = new Wire();
        wire.write(opening("chat"));
        await wire.head();
        await wire.chunk();
        assert.strictEqual(await kv.publish("chat", "1"), 1);
        vanish(wire);
        await hears("chat", 0);
        wire.close();
    }
    const wire = new Wire();
    wire.write(opening("chat").subarray(0, 60));
    wire.close();
    assert.strictEqual(await kv.ping(), "PONG");
});

test("a client that vanishes while it is sent more than it reads", async () => {
    const wire = new Wire();
    wire.write(opening("chat"));
    await wire.head();
    wire.socket.pause();
    const batch = kv.pipeline();
    for (let row = 0; row < 40; row += 1) batch.publish("chat", "x".repeat(50_000));
    assert.deepStrictEqual(new Set(await batch.exec()), new Set([1]));
    wire.close();
    await hears("chat", 0);
});

test("a stream and requests behind it on the same connection: the stream goes on", async () => {
    const wire = new Wire();
    wire.write(Buffer.concat([opening("chat"), request("/", '["ping"]')]));
    await wire.head();
    assert.strictEqual(await wire.chunk(), "data: subscribe,chat,1\n\n");
    await kv.publish("chat", "on");
    assert.strictEqual(await wire.chunk(), "data: message,chat,on\n\n");
    wire.close();
    await hears("chat", 0);
});

test("a stream needs a token", async () => {
    for (const path of ["/subscribe/chat", "/psubscribe/*", "/monitor"]) {
        const wire = new Wire();
        const answer = await wire.exchange(request(path, "[]", { shown: "wrong" }));
        assert.strictEqual(answer.status, 401);
        wire.close();
    }
    assert.strictEqual(await kv.publish("chat", "nobody"), 0);
});
