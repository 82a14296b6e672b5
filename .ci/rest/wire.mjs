// A connection on which requests are written byte for byte, and whole answers read.

import net from "node:net";
import { token, url } from "./sdk.mjs";

const { hostname, port, host } = new URL(url);

/** The header that the JavaScript client and node's fetch send, name by name. */
export function request(path, body, { syncToken, encoding = "base64", shown = token, method = "POST", fields = [] } = {}) {
    const bytes = Buffer.from(body);
    return Buffer.concat([Buffer.from([
        `${method} ${path} HTTP/1.1`,
        `host: ${host}`,
        "connection: keep-alive",
        "Content-Type: application/json",
        `authorization: Bearer ${shown}`,
        ...(encoding ? [`Upstash-Encoding: ${encoding}`] : []),
        ...(syncToken === undefined ? [] : [`upstash-sync-token: ${syncToken}`]),
        ...fields,
        "accept: */*",
        "accept-language: *",
        "sec-fetch-mode: cors",
        "user-agent: node",
        "accept-encoding: gzip, deflate",
        `content-length: ${bytes.length}`,
        "", "",
    ].join("\r\n")), bytes]);
}

/** One connection; answers are read in the order in which requests were written. */
export class Wire {
    #received = Buffer.alloc(0);
    #wake = () => {};
    ended = false;

    constructor() {
        this.socket = net.connect(Number(port), hostname);
        this.socket.setNoDelay(true);
        this.socket.on("data", (bytes) => {
            this.#received = Buffer.concat([this.#received, bytes]);
            this.#wake();
        });
        for (const event of ["end", "error", "close"]) {
            this.socket.on(event, () => {
                this.ended = true;
                this.#wake();
            });
        }
    }

    write(bytes) { this.socket.write(bytes); }

    close() { this.socket.destroy(); }

    async #until(found) {
        for (;;) {
            const end = found(this.#received);
            if (end >= 0) {
                const taken = this.#received.subarray(0, end);
                this.#received = this.#received.subarray(end);
                return taken;
            }
            if (this.ended) throw new Error(`the connection ended after ${JSON.stringify(String(this.#received))}`);
            await new Promise((resolve, reject) => {
                const timer = setTimeout(() => reject(new Error(`no more than ${JSON.stringify(String(this.#received))}`)), 20_000);
                this.#wake = () => {
                    clearTimeout(timer);
                    resolve();
                };
            });
        }
    }

    /** Everything up to a mark and with it. */
    async through(mark) {
        return String(await this.#until((bytes) => {
            const index = bytes.indexOf(mark);
            return index < 0 ? -1 : index + mark.length;
        }));
    }

    /** A head, as lines. */
    async head() { return (await this.through("\r\n\r\n")).split("\r\n").slice(0, -2); }

    /** An answer with a body of known length. */
    async answer() {
        const lines = await this.head();
        const fields = Object.fromEntries(lines.slice(1).map((line) => line.split(": ")));
        const length = Number(fields["Content-Length"]);
        const body = await this.#until((bytes) => (bytes.length < length ? -1 : length));
        return { status: Number(lines[0].split(" ")[1]), lines, fields, body: String(body), bytes: body };
    }

    async exchange(bytes) {
        this.write(bytes);
        return this.answer();
    }

    /** The text of the next chunk of a stream. */
    async chunk() {
        const length = parseInt(await this.through("\r\n"), 16);
        const text = await this.#until((bytes) => (bytes.length < length + 2 ? -1 : length + 2));
        return String(text.subarray(0, length));
    }

    /** What is left when the server has closed. */
    async rest() {
        while (!this.ended) await new Promise((resolve) => { this.#wake = resolve; });
        return String(this.#received);
    }
}
