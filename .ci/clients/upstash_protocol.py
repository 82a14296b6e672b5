"""Errors, pipelines, transactions and the protocol, with upstash-redis, blocking: `upstash_protocol.py PORT`."""

import threading

from harness import check, command, run
from upstash import READ_ONLY_TOKEN, TOKEN, URL, __version__, inject, journal
from upstash_redis import Redis
from upstash_redis.errors import UpstashError

UNAUTHORIZED = (
    "WRONGPASS invalid or missing auth token. See "
    "https://docs.upstash.com/redis/troubleshooting/http_unauthorized for details.")


def connect(**options):
    return Redis(**{"url": URL, "token": TOKEN, "rest_retries": 0, **options})


def fails(text, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except UpstashError as caught:
        assert str(caught) == text, f"{str(caught)!r} is not {text!r}"
        return
    raise AssertionError(f"no error: {text}")


# MARK: Errors


@check
def errors_are_those_of_redis(kv):
    kv.set("name", "ada")
    fails("WRONGTYPE Operation against a key holding the wrong kind of value", kv.lpush, "name", "x")
    fails("ERR value is not an integer or out of range", kv.incr, "name")
    fails("ERR syntax error", kv.execute, ["SET", "k", "v", "BOGUS"])
    fails("ERR wrong number of arguments for 'get' command", kv.execute, ["GET"])
    fails("ERR unknown command 'NOSUCH', with args beginning with: 'a' ", kv.execute, ["NOSUCH", "a"])
    fails("ERR no such key", kv.rename, "none", "other")
    assert kv.get("name") == "ada", "the client goes on"


@check
def what_needs_a_connection_is_refused(kv):
    for words in (["MULTI"], ["EXEC"], ["WATCH", "k"], ["SUBSCRIBE", "c"], ["HELLO"], ["CLIENT", "ID"], ["BLPOP", "l", 0]):
        fails(f'ERR Command "{words[0]}" is not allowed in REST or it has a special context path', kv.execute, words)
    assert kv.execute(["CLIENT", "SETINFO", "LIB-NAME", "x"]) == "OK"


@check
def a_wrong_token(kv):
    for token in ("wrong", TOKEN + "x", TOKEN[:-1], TOKEN.swapcase()):
        stranger = connect(token=token)
        fails(UNAUTHORIZED, stranger.get, "k")
        fails(UNAUTHORIZED, stranger.set, "k", "v")
    assert kv.get("k") is None


@check
def a_token_for_reading(kv):
    kv.set("name", "ada")
    reader = connect(token=READ_ONLY_TOKEN)
    assert reader.get("name") == "ada" and reader.hgetall("none") == {} and reader.ttl("name") == -1
    for name, call in (
        ("set", lambda: reader.set("name", "bob")), ("del", lambda: reader.delete("name")),
        ("flushall", reader.flushall), ("scan", lambda: reader.scan(0)), ("keys", lambda: reader.keys("*")),
    ):
        fails(f"NOPERM this user has no permissions to run the '{name}' command", call)
    assert kv.get("name") == "ada"


# MARK: Pipelines and transactions


@check
def pipelines(kv):
    pipeline = kv.pipeline()
    pipeline.set("a", 1).incr("a").get("a").hset("h", values={"f": "v"}).hgetall("h").zadd("z", {"m": 1.5})
    pipeline.zscore("z", "m").expire("a", 10).scan(0, match="a")
    assert pipeline.exec() == [True, 2, "2", 1, {"f": "v"}, 1, 1.5, True, (0, ["a"])]
    for number in range(2000):
        pipeline.set(f"k{number}", number)
    assert pipeline.exec() == [True] * 2000 and kv.get("k1999") == "1999"


@check
def an_error_in_a_pipeline_is_that_commands_only(kv):
    pipeline = kv.pipeline().set("a", "x").incr("a").set("b", "y")
    fails("ERR value is not an integer or out of range", pipeline.exec)
    assert kv.mget("a", "b") == ["x", "y"], "the others have run"


@check
def transactions(kv):
    assert kv.multi().set("a", 1).incr("a").get("a").exec() == [True, 2, "2"]
    fails("WRONGTYPE Operation against a key holding the wrong kind of value", kv.multi().lpush("a", "x").set("b", 1).exec)
    assert kv.get("b") == "1", "there is no way back in Redis"
    try:
        kv.multi().set("c", 1).execute(["GET"]).exec()
        raise AssertionError("a command that cannot be queued discards the transaction")
    except AttributeError:
        # The answer is one error, not a list of answers, which this client does not expect.
        assert kv.get("c") is None


@check
def a_transaction_is_not_interrupted(kv):
    """A thread increments two counters together; another client never sees them differ."""
    done = threading.Event()

    def write():
        writer = connect()
        for _ in range(100):
            writer.multi().incr("left").incr("right").exec()
        done.set()

    kv.mset({"left": 0, "right": 0})
    thread = threading.Thread(target=write)
    thread.start()
    while not done.is_set():
        left, right = kv.mget("left", "right")
        assert left == right, (left, right)
    thread.join()
    assert command("GET", "left") == "$3"


# MARK: The protocol


@check
def without_base64(kv):
    plain = connect(rest_encoding=None)
    assert plain.set("name", "grüße 🙂") is True and plain.get("name") == "grüße 🙂" and plain.ping() == "PONG"
    assert plain.hset("h", "f", "OK") == 1 and plain.hgetall("h") == {"f": "OK"}
    assert plain.pipeline().get("name").mget("name", "none").exec() == ["grüße 🙂", ["grüße 🙂", None]]


@check
def bytes_that_are_no_text(kv):
    """They cannot be told in JSON as they are: each byte that is none becomes a replacement character."""
    command("SETRANGE", "bin", "0", '"a\\xff\\xc3b"')
    assert connect(rest_encoding=None).get("bin") == "a\ufffd\ufffdb"
    try:
        kv.get("bin")
        raise AssertionError("upstash-redis decodes base64 to UTF-8 strictly")
    except UnicodeDecodeError as error:
        assert error.object == b"a\xff\xc3b", "no byte is lost on the way"


@check
def a_url_that_ends_in_a_slash(kv):
    slashed = connect(url=URL + "/")
    assert slashed.set("a", 1) is True and slashed.pipeline().get("a").exec() == ["1"]
    assert slashed.multi().incr("a").exec() == [2]


@check
def reading_ones_own_writes(kv):
    tokens = []
    for call in (
        lambda: kv.set("a", 1), lambda: kv.incr("a"), lambda: kv.pipeline().set("b", 1).exec(),
        lambda: kv.multi().incr("a").exec(), lambda: kv.delete("a"),
    ):
        call()
        tokens.append(kv._sync_token)
    assert all(tokens) and len(set(tokens)) == len(tokens), tokens
    kv.get("b")
    assert kv._sync_token == tokens[-1], "reading changes nothing"


@check
def a_dropped_connection_is_tried_again(kv):
    again = connect(rest_retries=1, rest_retry_interval=0)
    again.set("count", 1)
    inject("DISCONNECT", "COMMAND", "INCR", "TIMES", "1")
    assert again.incr("count") == 2, "the command did not run before the connection was dropped"
    inject("EXECUTE-DISCONNECT", "COMMAND", "INCR", "TIMES", "1")
    assert again.incr("count") == 4, "it ran, and its answer was lost"
    assert journal("COMMAND", "INCR", "KEY", "count") >= 3
    inject("CUT", "3", "COMMAND", "GET", "TIMES", "1")
    assert again.get("count") == "4", "half an answer is none"


@check
def a_server_that_fails(kv):
    inject("HTTP-STATUS", "500", "COMMAND", "GET", "TIMES", "1")
    fails("ERR Internal Server Error", kv.get, "k")
    inject("ERROR", "LOADING", "COMMAND", "GET", "TIMES", "1")
    try:
        kv.get("k")
        raise AssertionError("no error")
    except UpstashError as error:
        assert str(error).startswith("LOADING"), error
    assert kv.get("k") is None


@check
def many_threads(kv):
    failures = []

    def work():
        try:
            own = connect()
            for _ in range(20):
                own.incr("count")
            own.close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures and kv.get("count") == "320", failures


run(f"upstash-redis {__version__}, protocol", connect())
