import os

import pytest
import redis


@pytest.fixture
def server():
    """The server of this run, empty, through a connection of its own."""
    with redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True) as connection:
        connection.flushall()
        yield connection


@pytest.fixture
def clock(server):
    """Moves the server's time on: `clock("60s")`."""
    return lambda duration: server.execute_command("HERMETIC", "CLOCK", "ADVANCE", duration)
