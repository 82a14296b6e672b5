// The JavaScript client's requests, byte for byte, over one connection that is kept; answers compared whole.

import assert from "node:assert";
import { after, before, test } from "node:test";
import { calls } from "./calls.mjs";
import { control, decoded, valueFor } from "./sdk.mjs";
import { request, Wire } from "./wire.mjs";

const wire = new Wire();
before(() => control("CLOCK", "FREEZE"));
after(async () => {
    wire.close();
    await control("CLOCK", "RESUME");
});

let syncToken;

/** Sends a request as the client does: the token is that of the answer before the last. */
async function send(path, body) {
    const next = syncToken;
    const answer = await wire.exchange(request(path, body, { syncToken }));
    syncToken = next === undefined ? "" : answer.fields["Upstash-Sync-Token"];
    return answer;
}

const base64 = (text) => Buffer.from(text).toString("base64");

/** A result as JSON in base64; the status OK is none only where it is the whole result. */
function wireForm(result, isText, isInside = false) {
    if (typeof result === "string") return result === "OK" && !isInside && !isText ? '"OK"' : `"${base64(result)}"`;
    if (Array.isArray(result)) return `[${result.map((item) => wireForm(item, isText, true)).join(",")}]`;
    return String(result);
}

const wanted = (call) =>
    "error" in call ? `{"error":${JSON.stringify(call.error)}}` : `{"result":${wireForm(call.result, call.isText)}}`;

/** That an answer is this one, and that nothing else is in it. */
function isAnswer(answer, status, body) {
    assert.strictEqual(answer.body, body);
    const reason = { 200: "OK", 400: "Bad Request", 401: "Unauthorized" }[status];
    assert.deepStrictEqual(answer.lines.filter((line) => !line.startsWith("Upstash-Sync-Token: ")), [
        `HTTP/1.1 ${status} ${reason}`, "Content-Type: application/json", `Content-Length: ${Buffer.byteLength(body)}`,
        "Access-Control-Allow-Origin: *",
    ]);
}

async function prepare(call) {
    const answer = await send("/pipeline", JSON.stringify([["flushall"], ...call.given]));
    assert.ok(answer.status === 200 && !answer.body.includes("error"), answer.body);
}

async function checkStored(call) {
    if (!("stored" in call)) return;
    const { body } = await send("/", '["get","k"]');
    assert.strictEqual(body, `{"result":${call.stored === null ? null : `"${base64(call.stored)}"`}}`);
}

function checkValue(call, item) {
    if ("error" in call) return;
    const value = valueFor(JSON.parse(call.body), decoded(JSON.parse(item).result));
    const { result } = call;
    assert.deepStrictEqual(value, "value" in call ? call.value : result);
}

for (const call of calls.filter((call) => "result" in call || "error" in call)) {
    test(`kv.${call.call}`, async () => {
        const body = wanted(call);
        await prepare(call);
        isAnswer(await send("/", call.body), "error" in call ? 400 : 200, body);
        await checkStored(call);
        checkValue(call, body);
        // The same call with automatic pipelines, as Vercel KV has them.
        await prepare(call);
        isAnswer(await send("/pipeline", `[${call.body}]`), 200, `[${body}]`);
        await checkStored(call);
    });
}

// A call of a command that is missing, here or in Redis 7.0, has to come back to the application as an error it can read.
for (const call of calls.filter((call) => !("result" in call || "error" in call || call.isTime))) {
    test(`kv.${call.call} is answered`, async () => {
        await prepare(call);
        const answer = await send("/", call.body);
        const keys = Object.keys(JSON.parse(answer.body));
        assert.deepStrictEqual(keys, [answer.status === 200 ? "result" : "error"]);
        const [item] = JSON.parse((await send("/pipeline", `[${call.body}]`)).body);
        assert.deepStrictEqual(Object.keys(item).length, 1);
    });
}

test("kv.time()", async () => {
    const answer = await send("/", '["time"]');
    const [seconds, microseconds] = decoded(JSON.parse(answer.body).result);
    assert.ok(Number(seconds) > 1_700_000_000 && Number(microseconds) < 1_000_000, answer.body);
});

test("kv.pipeline().get('a').zrange('z', 0, 9, {rev: true}).hgetall('h').incrby('c', 1).exec()", async () => {
    await prepare({ given: [["set", "a", "1"], ["zadd", "z", "1", "x", "2", "OK"], ["hset", "h", "f", "v"]] });
    const rows = '[["get","a"],["zrange","z",0,9,"rev"],["hgetall","h"],["incrby","c",1]]';
    isAnswer(await send("/pipeline", rows), 200, `[{"result":"MQ=="},{"result":["T0s=","eA=="]},{"result":["Zg==","dg=="]},{"result":1}]`);
});

test("kv.multi().set('a', 1).incr('a').exec()", async () => {
    await prepare({ given: [] });
    isAnswer(await send("/multi-exec", '[["set","a",1],["incr","a"]]'), 200, '[{"result":"OK"},{"result":2}]');
    isAnswer(await send("/multi-exec", '[["set","a","x"],["incr","a"],["get","a"]]'), 200,
        '[{"result":"OK"},{"error":"ERR value is not an integer or out of range"},{"result":"eA=="}]');
    isAnswer(await send("/multi-exec", '[["set","a","y"],["get"]]'), 400,
        `{"error":"ERR wrong number of arguments for 'get' command"}`);
    isAnswer(await send("/multi-exec", '[["set","a","y"],["get",null]]'), 400, '{"error":"ERR null args are not supported"}');
    isAnswer(await send("/", '["get","a"]'), 200, '{"result":"eA=="}');
});

test("the captured request of Vercel KV, with a letter of two bytes", async () => {
    const body = '[["set","k","{\\"a\\":\\"é\\"}","ex",60]]';
    assert.strictEqual(Buffer.byteLength(body), 38);
    isAnswer(await wire.exchange(request("/pipeline", body)), 200, '[{"result":"OK"}]');
    isAnswer(await wire.exchange(request("/pipeline", '[["get","k"]]', { syncToken: "" })), 200,
        `[{"result":"${base64('{"a":"é"}')}"}]`);
    const fields = ["pragma: no-cache", "cache-control: no-cache"];
    isAnswer(await wire.exchange(request("/", '["ttl","k"]', { fields })), 200, '{"result":60}');
});

test("the sync token moves with every write, by whatever way, and with nothing else", async () => {
    const tokens = [];
    for (const [path, body] of [
        ["/", '["set","a",1]'], ["/", '["incr","a"]'], ["/pipeline", '[["set","b",1],["set","c",1]]'],
        ["/multi-exec", '[["incr","a"]]'], ["/", '["del","a"]'],
    ]) tokens.push((await send(path, body)).fields["Upstash-Sync-Token"]);
    assert.ok(tokens.every(Boolean) && new Set(tokens).size === tokens.length, String(tokens));
    const last = tokens.at(-1);
    for (const [path, body] of [["/", '["get","b"]'], ["/pipeline", '[["get","b"]]'], ["/multi-exec", '[["get","b"]]']]) {
        assert.strictEqual((await send(path, body)).fields["Upstash-Sync-Token"], last);
    }
    const stranger = await wire.exchange(request("/", '["get","b"]', { shown: "wrong" }));
    assert.strictEqual(stranger.fields["Upstash-Sync-Token"], undefined, "strangers are told nothing");
    // Tokens of another server, and what is none, are passed over.
    for (const shown of ["zzzz", "-1", "€"]) {
        isAnswer(await wire.exchange(request("/", '["get","b"]', { syncToken: shown })), 200, '{"result":"MQ=="}');
    }
});

test("a wrong token, before anything of the body is read", async () => {
    const refusal = '{"error":"WRONGPASS invalid or missing auth token. See https://docs.upstash.com/redis/troubleshooting/http_unauthorized for details."}';
    for (const [path, body] of [["/", "no JSON"], ["/pipeline", '[["get","k"]]'], ["/multi-exec", ""], ["/subscribe/chat", "[]"], ["/get/k", ""]]) {
        const own = new Wire();
        isAnswer(await own.exchange(request(path, body, { shown: "wrong" })), 401, refusal);
        own.close();
    }
});

test("numbers arrive as they are written", async () => {
    for (const number of ["0", "-0", "1e+21", "1E5", "0.1", "9007199254740993", "18446744073709551616", "-1.50", "1700000000000"]) {
        isAnswer(await send("/", `["set","k",${number}]`), 200, '{"result":"OK"}');
        isAnswer(await send("/", '["get","k"]'), 200, `{"result":"${base64(number)}"}`);
    }
});

test("bodies that are no commands", async () => {
    for (const [path, body, error] of [
        ["/", "", "EOF"], ["/", "{}", "expected JSON array"], ["/", '"get"', "expected JSON array"],
        ["/", "[]", "ERR empty command"], ["/pipeline", "[]", "ERR empty pipeline request"],
        ["/", '["get","k"', "ERR failed to parse command"], ["/pipeline", '[["get","k"]', "ERR failed to parse pipeline request"],
        ["/", '["SET","a",null]', "ERR null args are not supported"],
        ["/", '[["SET","a","b"]]', 'ERR unsupported arg type: "[": json.Delim'],
        ["/", '["SET","a",{"b":1}]', 'ERR unsupported arg type: "{": json.Delim'],
    ]) isAnswer(await send(path, body), 400, `{"error":${JSON.stringify(error)}}`);
    isAnswer(await send("/pipeline", '[["set","a",null],["set","a",1]]'), 200,
        '[{"error":"ERR null args are not supported"},{"result":"OK"}]');
});

test("requests that are sent at once are answered in order", async () => {
    const own = new Wire();
    own.write(Buffer.concat(Array.from({ length: 500 }, (_, number) => request("/", `["set","k",${number},"get"]`))));
    for (let number = 0; number < 500; number += 1) {
        const { body } = await own.answer();
        if (number > 0) assert.strictEqual(body, `{"result":"${base64(String(number - 1))}"}`);
    }
    own.close();
});

test("a request that comes byte by byte", async () => {
    const own = new Wire();
    for (const byte of request("/pipeline", '[["set","k","é"],["get","k"]]')) {
        own.write(Buffer.of(byte));
        await new Promise(setImmediate);
    }
    isAnswer(await own.answer(), 200, '[{"result":"OK"},{"result":"w6k="}]');
    own.close();
});
