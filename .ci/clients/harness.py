"""What the checks of every client share.

A check is a function that uses the client as an application would and asserts what it sees; it finds an empty
server. `run` prints one line for each and ends the process with 1 if any failed.
"""

import asyncio
import inspect
import socket
import sys
import traceback

PORT = int(sys.argv[1])
# The version of RESP, where the client lets one choose.
PROTOCOL = int(sys.argv[2]) if len(sys.argv) > 2 else 2

CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def command(*words):
    """Sends one inline command past every client library, and returns the first line of the reply."""
    with socket.create_connection(("127.0.0.1", PORT), 10) as connection:
        connection.sendall(" ".join(words).encode() + b"\r\n")
        return connection.makefile().readline().rstrip()


async def run_async(function, arguments):
    await asyncio.wait_for(function(*arguments), 30)


def run(title, *arguments):
    failed = 0
    for function in CHECKS:
        assert command("FLUSHALL") == "+OK"
        name = f"{title}: {function.__name__.replace('_', ' ')}"
        try:
            if inspect.iscoroutinefunction(function):
                asyncio.run(run_async(function, arguments))
            else:
                function(*arguments)
            print(f"ok      {name}", flush=True)
        except Exception:
            failed += 1
            print(f"FAILED  {name}")
            traceback.print_exc(limit=-4, file=sys.stdout)
    command("FLUSHALL")
    sys.exit(1 if failed else 0)
