"""What the checks of `upstash-redis` share: where the REST interface is, as the environment tells it.

The variables are those of Vercel KV, as `hermetic-kv --write-env` and `hermetic-kv run` set them.
"""

import os

from harness import command
from upstash_redis import __version__  # noqa: F401

URL = os.environ["KV_REST_API_URL"]
TOKEN = os.environ["KV_REST_API_TOKEN"]
READ_ONLY_TOKEN = os.environ["KV_REST_API_READ_ONLY_TOKEN"]


def advance(duration):
    """Moves the server's clock on, so that nothing here waits for it."""
    reply = command("HERMETIC", "CLOCK", "ADVANCE", duration)
    assert reply.startswith(":"), reply


def inject(*words):
    """Sets a fault; returns its number."""
    reply = command("HERMETIC", "FAULT", "ADD", *words)
    assert reply.startswith(":"), reply
    return int(reply[1:])


def journal(*words):
    """How many commands of a kind clients have sent."""
    return int(command("HERMETIC", "JOURNAL", "COUNT", *words)[1:])


class Database:
    """The source of truth behind a cache: counts how often it is asked."""

    def __init__(self, **rows):
        self.rows = rows
        self.reads = 0

    def find(self, name):
        self.reads += 1
        return self.rows.get(name)
