// How the JavaScript client of Upstash, which is that of Vercel KV as well, speaks and listens: enough of it to run
// applications' code, for the package itself is not to be had where these checks run.
//
// It differs from the package in that it has no types, no retries and only the commands that are called here.

export const url = process.env.KV_REST_API_URL;
export const token = process.env.KV_REST_API_TOKEN;

// MARK: Answers

function text(encoded) {
    try {
        return new TextDecoder().decode(Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0)));
    } catch {
        return encoded;
    }
}

/** Takes base64 off a result: the status OK goes free of it, and only where it is the whole result. */
export function decoded(result) {
    if (typeof result === "string") return result === "OK" ? "OK" : text(result);
    if (typeof result === "number") return result;
    if (typeof result === "boolean") return undefined;
    if (!Array.isArray(result)) return null;
    return result.map((item) => {
        if (typeof item === "string") return text(item);
        return Array.isArray(item) ? item.map(decoded) : item;
    });
}

function parsed(value) {
    if (Array.isArray(value)) return value.map(asValue);
    const made = JSON.parse(value);
    return typeof made === "number" && String(made) !== value ? value : made;
}

/** Makes values of strings that hold JSON, of numbers only where not a digit would change. */
export function asValue(value) {
    try {
        return parsed(value);
    } catch {
        return value;
    }
}

function fields(flat, value) {
    const pairs = [];
    for (let index = 0; index < flat.length; index += 2) pairs.push([flat[index], value(flat[index + 1])]);
    return Object.fromEntries(pairs);
}

function safely(value) {
    const made = asValue(value);
    return typeof made === "number" && !Number.isSafeInteger(made) && Number.isInteger(made) ? value : made;
}

/** What an application gets of a decoded result, by the command that was sent. */
export function valueFor(command, result) {
    switch (command[0]) {
        case "hgetall":
            return result?.length ? fields(result, safely) : null;
        case "hmget": {
            if (result.every((item) => item === null)) return null;
            return Object.fromEntries(command.slice(2).map((name, index) => [name, asValue(result[index])]));
        }
        case "scan":
        case "hscan":
        case "sscan":
        case "zscan":
            return [result[0], asValue(result[1])];
        default:
            return asValue(result);
    }
}

/** What an application gets of the item of a pipeline, or of the answer to one command. */
export const valueOf = (command, item) => valueFor(command, decoded(item.result));

// MARK: Commands

const argument = (value) =>
    ["string", "number", "boolean"].includes(typeof value) ? value : value === undefined ? undefined : JSON.stringify(value);

const rangeOptions = (options = {}) => [
    ...(options.byScore ? ["byscore"] : []),
    ...(options.rev ? ["rev"] : []),
    ...(options.count === undefined ? [] : ["limit", options.offset, options.count]),
    ...(options.withScores ? ["withscores"] : []),
];

const encoders = {
    set: (key, value, options = {}) => [
        "set", key, value, ...(options.nx ? ["nx"] : []), ...(options.ex ? ["ex", options.ex] : []),
    ],
    hset: (key, values) => ["hset", key, ...Object.entries(values).flat()],
    mset: (values) => ["mset", ...Object.entries(values).flat()],
    zadd: (key, ...members) => ["zadd", key, ...members.flatMap(({ score, member }) => [score, member])],
    zrange: (key, from, to, options) => ["zrange", key, from, to, ...rangeOptions(options)],
    scan: (cursor, { match, count } = {}) => [
        "scan", cursor, ...(match ? ["match", match] : []), ...(count ? ["count", count] : []),
    ],
    // A command as it is, for which the client has no method.
    raw: (...words) => words,
};

export function encoded(name, ...values) {
    const words = encoders[name]?.(...values) ?? [name, ...values.flat()];
    return words.map(argument).filter((word) => word !== undefined);
}

/** An object that has a method for every command, which calls `send`. */
function commands(send, own) {
    return new Proxy(own, {
        get: (target, name) => (name in target || name === "then" ? target[name] : (...values) => send(encoded(name, ...values))),
    });
}

// MARK: The client

// These go out by themselves, all others in the pipeline that is sent at the end of the turn.
const alone = new Set(
    ("scan keys flushdb flushall dbsize hscan hgetall hkeys lrange sscan smembers xrange xrevrange zscan zrange exec").split(" "));

export class UpstashError extends Error {}

export function createClient(options = {}) {
    const settings = { url, token, automaticPipelines: true, requests: [], ...options };
    let syncToken;
    let waiting = null;

    async function post(path, body) {
        settings.requests.push([path, body]);
        const headers = {
            "Content-Type": "application/json", authorization: `Bearer ${settings.token}`, "Upstash-Encoding": "base64",
        };
        if (syncToken !== undefined) headers["upstash-sync-token"] = syncToken;
        // The client merges its headers before it knows the answer to the request before.
        syncToken ??= "";
        const answer = await fetch(settings.url + path, {
            method: "POST", headers, body: JSON.stringify(body), keepalive: false, cache: "default",
        });
        syncToken = answer.headers.get("upstash-sync-token") ?? "";
        const result = await answer.json();
        if (!answer.ok) throw new UpstashError(`${result.error}, command was: ${JSON.stringify(body)}`);
        return result;
    }

    async function flush() {
        const batch = waiting;
        waiting = null;
        try {
            const items = await post("/pipeline", batch.map((entry) => entry.command));
            batch.forEach(({ command, resolve, reject }, index) => {
                const item = items[index];
                if (item.error) reject(new UpstashError(`Command failed: ${item.error}`));
                else resolve(valueOf(command, item));
            });
        } catch (error) {
            for (const { reject } of batch) reject(error);
        }
    }

    function send(command) {
        if (!settings.automaticPipelines || alone.has(command[0])) {
            return post("", command).then((answer) => valueOf(command, answer));
        }
        return new Promise((resolve, reject) => {
            if (!waiting) {
                waiting = [];
                Promise.resolve().then(() => Promise.resolve()).then(flush);
            }
            waiting.push({ command, resolve, reject });
        });
    }

    function batch(path) {
        const rows = [];
        const chain = commands((command) => {
            rows.push(command);
            return chain;
        }, {
            async exec({ keepErrors = false } = {}) {
                const items = await post(path, rows);
                return items.map((item, index) => {
                    if (keepErrors) return item.error ? { error: item.error } : { result: valueOf(rows[index], item) };
                    if (!item.error) return valueOf(rows[index], item);
                    throw new UpstashError(`Command ${index + 1} [ ${rows[index][0]} ] failed: ${item.error}`);
                });
            },
        });
        return chain;
    }

    return commands(send, {
        pipeline: () => batch("/pipeline"),
        multi: () => batch("/multi-exec"),
        requests: settings.requests,
        get syncToken() { return syncToken; },
        subscribe: (channel, signal, kind = "subscribe") => fetch(`${settings.url}/${kind}/${channel}`, {
            method: "POST", signal, body: "[]", keepalive: true,
            headers: {
                "Content-Type": "application/json", authorization: `Bearer ${settings.token}`, "Upstash-Encoding": "base64",
                Accept: "text/event-stream", "Cache-Control": "no-cache", Connection: "keep-alive",
            },
        }),
    });
}

// MARK: The server's own controls

const plain = createClient({ automaticPipelines: false });

export const advance = (duration) => plain.hermetic("CLOCK", "ADVANCE", duration);
export const control = (...words) => plain.hermetic(...words);
export const empty = () => plain.flushall();
