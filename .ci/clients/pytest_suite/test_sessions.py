"""How a project tests what it does with Redis: `hermetic-kv run -- python -m pytest`.

Time is the server's, so nothing here waits for any of it.
"""

import os
import threading

import pytest
import redis


class Sessions:
    """The application: sessions that end half an hour after they were last used."""

    def __init__(self):
        self.redis = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)

    def open(self, user):
        self.redis.set(f"session:{user}", "open", ex=1800)

    def is_open(self, user):
        return self.redis.getex(f"session:{user}", ex=1800) is not None


def test_a_session_ends_after_half_an_hour(clock):
    sessions = Sessions()
    sessions.open("ada")
    clock("29m")
    assert sessions.is_open("ada")
    clock("29m")
    assert sessions.is_open("ada"), "its use has prolonged it"
    clock("30m")
    assert not sessions.is_open("ada")


def test_the_clock_is_the_servers_for_everything(server, clock):
    before = server.time()[0]
    clock("1d")
    assert 86_400 <= server.time()[0] - before <= 86_410


def test_expiry_is_published_at_its_own_instant(server, clock):
    server.config_set("notify-keyspace-events", "Ex")
    server.set("first", 1, ex=10)
    server.set("second", 1, ex=20)
    with server.pubsub(ignore_subscribe_messages=True) as messages:
        messages.subscribe("__keyevent@0__:expired")
        messages.get_message(timeout=5)
        clock("1h")
        assert messages.get_message(timeout=5)["data"] == "first"
        assert messages.get_message(timeout=5)["data"] == "second"


def test_a_pause_is_over_when_the_clock_says_so(server):
    answers = []
    application = threading.Thread(target=lambda: answers.append(server.ping()))
    with redis.Redis.from_url(os.environ["REDIS_URL"], single_connection_client=True) as controls:
        # It has to be connected before: a pause holds back what clients send first, too.
        controls.client_pause(60_000)
        application.start()
        controls.execute_command("HERMETIC", "CLOCK", "ADVANCE", "61s")
    application.join(30)
    assert answers == [True]


def test_a_worker_waits_for_work_as_long_as_it_should(server, clock):
    answers = []
    worker = threading.Thread(target=lambda: answers.append(server.blpop("queue", timeout=60)))
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as controls:
        worker.start()
        assert controls.execute_command("HERMETIC", "UNTIL-BLOCKED", 1) == 1
        controls.execute_command("HERMETIC", "CLOCK", "ADVANCE", "60s")
    worker.join(30)
    assert answers == [None]


def test_the_next_deadline_can_be_gone_to(server):
    server.set("a", 1, px=5000)
    server.set("b", 1, px=9000)
    first = server.execute_command("HERMETIC", "CLOCK", "NEXT")
    assert server.keys() == ["b"]
    second = server.execute_command("HERMETIC", "CLOCK", "NEXT")
    assert server.dbsize() == 0 and 3900 <= second - first <= 4100
    assert server.execute_command("HERMETIC", "CLOCK", "NEXT") is None


def test_a_clock_can_stand_still(server):
    server.execute_command("HERMETIC", "CLOCK", "FREEZE")
    try:
        server.set("key", 1, px=500)
        assert [server.pttl("key") for _ in range(3)] == [500, 500, 500]
    finally:
        server.execute_command("HERMETIC", "CLOCK", "RESUME")


def test_the_data_can_be_printed(server):
    server.rpush("queue", "a", "b")
    assert server.execute_command("HERMETIC", "DUMP") == 'db0\n  queue  list ["a", "b"]'


def test_an_application_survives_what_goes_wrong(server):
    server.execute_command("HERMETIC", "FAULT", "ADD", "ERROR", "LOADING", "COMMAND", "GET", "TIMES", 1)
    try:
        with pytest.raises(redis.BusyLoadingError):
            server.get("key")
        assert server.get("key") is None
        assert server.execute_command("HERMETIC", "JOURNAL", "COUNT", "COMMAND", "GET", "ERRORS") >= 1
    finally:
        server.execute_command("HERMETIC", "FAULT", "CLEAR")


def test_data_is_put_back(server):
    server.set("key", "as it was")
    server.execute_command("HERMETIC", "SNAPSHOT", "SAVE", "before")
    server.set("key", "changed")
    server.execute_command("HERMETIC", "SNAPSHOT", "RESTORE", "before")
    assert server.get("key") == "as it was"


def test_a_mistake_is_told(server):
    with pytest.raises(redis.ResponseError, match="a duration is written as 60s"):
        server.execute_command("HERMETIC", "CLOCK", "ADVANCE", "soon")
