"""Programs whose work is Lua scripts, with the scripts that they ship: `lua_scripts.py PORT`.

redis-py's locks and registered scripts, python-redis-lock, limits' four kinds of rate limits, RQ's queues.
"""

import logging
import threading
import time

import limits
import limits.storage
import limits.strategies
import redis
import redis_lock
import rq
from harness import PORT, check, run
from redis.exceptions import LockError, LockNotOwnedError, NoScriptError, ResponseError

logging.disable(logging.CRITICAL)


def client():
    return redis.Redis(port=PORT)


@check
def a_lock_is_held_extended_and_given_back():
    lock = client().lock("lock:a", timeout=100)
    assert lock.acquire(blocking=False) and lock.owned()
    assert not client().lock("lock:a", timeout=100).acquire(blocking=False)
    assert lock.extend(50) and 145 < client().ttl("lock:a") <= 150
    assert lock.reacquire() and client().ttl("lock:a") <= 100
    lock.release()
    assert client().exists("lock:a") == 0
    assert lock.acquire(blocking=False)
    client().set("lock:a", "another's")
    for change in (lock.release, lambda: lock.extend(1)):
        try:
            change()
        except (LockNotOwnedError, LockError):
            continue
        raise AssertionError("another's lock was changed")


@check
def a_lock_keeps_a_counter_exact():
    store = client()
    store.set("n", 0)

    def count():
        for _ in range(20):
            with store.lock("lock:n", timeout=30, sleep=0.001):
                store.set("n", int(store.get("n")) + 1)

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.get("n") == b"160", store.get("n")


@check
def a_registered_script_is_sent_again_when_it_was_forgotten():
    store = client()
    script = store.register_script("return {KEYS[1], ARGV[1], redis.call('INCR', KEYS[1])}")
    assert script(keys=["n"], args=["x"]) == [b"n", b"x", 1]
    store.script_flush()
    assert store.script_exists(script.sha) == [False]
    assert script(keys=["n"], args=["y"]) == [b"n", b"y", 2]
    pipe = store.pipeline()
    script(keys=["n"], args=["z"], client=pipe)
    pipe.get("n")
    assert pipe.execute() == [[b"n", b"z", 3], b"3"]
    try:
        store.evalsha("0" * 40, 0)
    except NoScriptError:
        pass
    else:
        raise AssertionError("a script that is not there was run")


@check
def a_library_of_functions():
    store = client()
    code = "#!lua name=sums\nredis.register_function('add', function(keys, args) return args[1] + args[2] end)"
    assert store.function_load(code, replace=True) == b"sums"
    assert store.fcall("add", 0, 2, 3) == 5
    dump = store.function_dump()
    store.function_flush()
    store.function_restore(dump)
    assert store.fcall("add", 0, 2, 3) == 5
    store.function_flush()


@check
def python_redis_lock():
    store = redis.StrictRedis(port=PORT)
    with redis_lock.Lock(store, "a", expire=60, auto_renewal=True) as lock:
        assert not redis_lock.Lock(store, "a").acquire(blocking=False)
        lock.extend(expire=90)
        assert 80 < store.ttl("lock:a") <= 90
    second = redis_lock.Lock(store, "a")
    assert second.acquire(timeout=5)
    second.release()
    assert not second.locked()


@check
def limits_of_every_kind():
    storage = limits.storage.storage_from_string(f"redis://127.0.0.1:{PORT}")
    limit = limits.parse("10/hour")
    for kind in ("FixedWindow", "MovingWindow", "SlidingWindowCounter"):
        limiter = getattr(limits.strategies, kind + "RateLimiter")(storage)
        passed = sum(limiter.hit(limit, kind, "203.0.113.7") for _ in range(15))
        assert passed == 10, (kind, passed)
        stats = limiter.get_window_stats(limit, kind, "203.0.113.7")
        assert stats.remaining == 0 and stats.reset_time > time.time(), (kind, stats)
        assert limiter.hit(limit, kind, "203.0.113.8")


@check
def rq_runs_jobs():
    queue = rq.Queue(connection=client())
    jobs = [queue.enqueue("operator.add", number, number) for number in range(10)]
    scheduled = queue.enqueue("operator.truediv", 1, 0)
    rq.SimpleWorker([queue], connection=client()).work(burst=True, logging_level="CRITICAL")
    assert [job.return_value() for job in jobs] == [2 * number for number in range(10)]
    assert scheduled.get_status(refresh=True) == rq.job.JobStatus.FAILED and len(queue) == 0


run("Lua scripts")
