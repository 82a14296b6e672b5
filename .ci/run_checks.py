"""What `hermetic-kv run` promises, seen from outside: `.ci/run_checks.py EXECUTABLE`.

Exit codes, the environment, standard input, signals with and without a terminal, and that nothing is left behind.
Prints a line for each check; the exit code is 1 if any failed.
"""

import os
import pty
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback

EXECUTABLE = os.path.abspath(sys.argv[1])
CHECKS = []
LIMIT = 30


def check(function):
    CHECKS.append(function)
    return function


def run(*arguments, **options):
    return subprocess.run(
        [EXECUTABLE, "run", *arguments], capture_output=True, text=True, timeout=LIMIT, start_new_session=True,
        **options)


def start(*arguments):
    """Starts a command without a terminal."""
    return subprocess.Popen(
        [EXECUTABLE, "run", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True)


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(port))) == 0


def lives(process):
    """Whether a process runs; one that nobody has waited for yet does not."""
    try:
        with open(f"/proc/{process}/stat") as status:
            return status.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition):
    deadline = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def ends(process, status):
    output, errors = process.communicate(timeout=LIMIT)
    assert process.returncode == status, (process.returncode, output, errors)
    return output


@check
def the_command_talks_to_its_server():
    done = run("--", "sh", "-c", "redis-cli -u $REDIS_URL set greeting hello; redis-cli -h $REDIS_HOST -p $REDIS_PORT get greeting")
    assert (done.returncode, done.stdout, done.stderr) == (0, "OK\nhello\n", ""), done


@check
def the_environment_tells_where():
    done = run("--requirepass", "p@ss", "env", env={**os.environ, "REDIS_PORT": "1", "REDIS_USERNAME": "other", "LEFT": "alone"})
    variables = dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)
    port = variables["REDIS_PORT"]
    assert variables["REDIS_URL"] == variables["VALKEY_URL"] == f"redis://:p%40ss@127.0.0.1:{port}"
    assert variables["REDIS_HOST"] == "127.0.0.1" and variables["REDIS_PASSWORD"] == "p@ss"
    assert "REDIS_USERNAME" not in variables and variables["LEFT"] == "alone"
    assert not answers(port), "the server outlives the command"


@check
def the_environment_leads_to_the_rest_interface():
    script = (
        'curl -sS -H "Authorization: Bearer $KV_REST_API_TOKEN" $KV_REST_API_URL/set/k/v; redis-cli -u $REDIS_URL get k;'
        ' echo $KV_REST_API_READ_ONLY_TOKEN; test $UPSTASH_REDIS_REST_URL$UPSTASH_REDIS_REST_TOKEN'
        ' = $KV_REST_API_URL$KV_REST_API_TOKEN')
    done = run("--", "sh", "-c", script, env={**os.environ, "KV_REST_API_URL": "https://of.another.example"})
    assert (done.returncode, done.stdout) == (0, '{"result":"OK"}v\n\n'), done
    done = run("--rest-token", "mine", "--rest-readonly-token", "reads", "--", "sh", "-c",
               "echo $KV_REST_API_TOKEN $KV_REST_API_READ_ONLY_TOKEN")
    assert done.stdout == "mine reads\n", done


@check
def a_password_that_was_inherited_is_taken_out():
    done = run("--", "env", env={**os.environ, "REDIS_PASSWORD": "of another"})
    assert "REDIS_PASSWORD" not in done.stdout


@check
def the_exit_code_is_the_commands():
    for code in (0, 1, 2, 42, 255):
        assert run("--", "sh", "-c", f"exit {code}").returncode == code
    assert run("sh", "-c", "kill -9 $$").returncode == 137
    assert run("sh", "-c", "kill -TERM $$").returncode == 143


@check
def what_cannot_be_run_is_told_as_by_a_shell():
    missing = run("--", "no-such-command")
    assert missing.returncode == 127 and "cannot run no-such-command: there is no such command" in missing.stderr
    folder = run("--", "/")
    assert folder.returncode == 126 and "cannot run /: Permission denied" in folder.stderr
    assert missing.stdout == folder.stdout == ""


@check
def its_own_mistakes_end_with_125():
    for arguments in (["--prot", "1", "true"], [], ["--seed"], ["--clock", "sundial", "true"]):
        assert run(*arguments).returncode == 125, arguments
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("--port", str(taken.getsockname()[1]), "true")
        assert done.returncode == 125 and "in use" in done.stderr


@check
def help_and_flags_are_its_own_before_the_command_only():
    assert "--kill-after" in run("--help").stdout
    assert run("--", "printf", "%s", "--help").stdout == "--help"
    assert run("echo", "--port", "--", "-x").stdout == "--port -- -x\n"


@check
def standard_input_passes_through():
    assert run("--", "cat", input="typed\n").stdout == "typed\n"


@check
def arguments_pass_through_byte_for_byte():
    done = subprocess.run(
        [EXECUTABLE.encode(), b"run", b"--", b"printf", b"%s", b"caf\xe9 \xff"], capture_output=True, timeout=LIMIT)
    assert done.stdout == b"caf\xe9 \xff", done


@check
def limits_are_left_as_they_were():
    limit = subprocess.run(["sh", "-c", "ulimit -n"], capture_output=True, text=True).stdout
    assert run("--", "sh", "-c", "ulimit -n").stdout == limit


@check
def every_signal_reaches_the_command():
    for name in ("INT", "TERM", "HUP", "QUIT", "USR1", "USR2"):
        process = start("sh", "-c", f"trap 'echo {name}; exit 7' {name}; echo ready; while :; do sleep 0.05; done")
        process.stdout.readline()
        process.send_signal(getattr(signal, "SIG" + name))
        assert ends(process, 7) == name + "\n"


@check
def a_second_interrupt_reaches_it_too():
    process = start(
        sys.executable, "-c", "import time\n"
        "for turn in range(2):\n"
        "    try:\n"
        "        print('ready', flush=True)\n"
        "        time.sleep(30)\n"
        "    except KeyboardInterrupt:\n"
        "        print('interrupted', flush=True)\n")
    for _ in range(2):
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "interrupted\n"
    ends(process, 0)


@check
def a_command_without_a_trap_dies_of_the_signal():
    process = start("sh", "-c", "echo ready; exec sleep 60")
    process.stdout.readline()
    process.terminate()
    ends(process, 143)


@check
def a_command_that_ignores_the_end_is_killed():
    process = start("--kill-after", "1", "sh", "-c", "trap '' TERM; echo $REDIS_PORT; while :; do sleep 0.05; done")
    port = process.stdout.readline()
    process.terminate()
    ends(process, 137)
    assert not answers(port)


@check
def nothing_of_it_is_left_in_the_background():
    done = run("--", "sh", "-c", "sleep 60 & echo $!; (trap '' TERM; sleep 60) & echo $!")
    left = done.stdout.split()
    assert done.returncode == 0 and len(left) == 2
    wait_until(lambda: not any(lives(process) for process in left))


@check
def shutdown_ends_the_server_and_not_the_command():
    done = run("--", "sh", "-c", "redis-cli -p $REDIS_PORT shutdown; sleep 0.2; redis-cli -p $REDIS_PORT ping; exit 5")
    assert done.returncode == 5 and "Connection refused" in done.stdout + done.stderr, done


@check
def the_data_is_printed_at_the_end():
    done = run("--dump-on-exit", "--", "redis-cli", "-v")
    assert done.stderr == "", "nothing for an empty server"
    done = run("--dump-on-exit", "--", "sh", "-c", "redis-cli -u $REDIS_URL rpush list a b")
    assert done.stdout == "2\n" and done.stderr == 'db0\n  list  list ["a", "b"]\n', done


@check
def a_fixture_is_there_when_the_command_starts():
    with tempfile.NamedTemporaryFile("w", suffix=".redis") as file:
        file.write("# a shop\nSET stock:9 4\nSELECT 2\nRPUSH queue \"a b\" c\n")
        file.flush()
        done = run("--fixture", file.name, "--dump-on-exit", "--", "sh", "-c", "redis-cli -u $REDIS_URL get stock:9")
        assert done.stdout == "4\n" and 'db2\n  queue  list ["a b", "c"]' in done.stderr, done
        file.write("INCR queue\n")
        file.flush()
        done = run("--fixture", file.name, "--", "echo", "started")
        assert done.returncode == 125 and done.stdout == "", done
        assert f"{file.name}: line 5: INCR queue: WRONGTYPE" in done.stderr, done
    done = run("--fixture", file.name, "--", "true")
    assert done.returncode == 125 and file.name in done.stderr


@check
def what_was_sent_is_printed_at_the_end():
    done = run("--print-journal", "--", "sh", "-c", "redis-cli -u $REDIS_URL set greeting 'hello world' >/dev/null")
    assert done.stdout == "" and 'SET greeting "hello world"' in done.stderr, done


@check
def the_command_finds_the_rest_interface():
    script = ('curl -s "$KV_REST_API_URL/set/k/v" -H "Authorization: Bearer $KV_REST_API_TOKEN"; '
              'curl -s "$UPSTASH_REDIS_REST_URL/get/k?_token=$UPSTASH_REDIS_REST_TOKEN"; redis-cli -u $KV_URL get k')
    done = run("--", "sh", "-c", script)
    assert done.stdout == '{"result":"OK"}{"result":"v"}v\n', done
    done = run("--rest-token", "a b", "--rest-readonly-token", "r", "--", "sh", "-c",
               'echo "$KV_REST_API_TOKEN $KV_REST_API_READ_ONLY_TOKEN"')
    assert done.stdout == "a b r\n", done


@check
def the_same_seed_gives_the_same_replies():
    script = "redis-cli -u $REDIS_URL sadd s 1 2 3 4 5 6 7 8 9; redis-cli -u $REDIS_URL srandmember s 5"
    first, second = (run("--seed", "7", "--", "sh", "-c", script).stdout for _ in range(2))
    assert first == second and len(first.split()) == 6


# MARK: With a terminal

def on_terminal(script, keys):
    """Runs a shell command on a terminal of its own, types keys whenever it prints `ready`; output and status."""
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(EXECUTABLE, [EXECUTABLE, "run", "--", "sh", "-c", script])
    output, keys = b"", list(keys)
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        output += piece
        if keys and output.endswith(b"ready\r\n"):
            os.write(terminal, keys.pop(0))
    os.close(terminal)
    return output.decode(), os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@check
def a_terminals_interrupt_comes_once():
    output, status = on_terminal(
        "trap 'echo interrupted; count=x$count' INT; echo ready; while [ -z \"$count\" ]; do sleep 0.05; done;"
        " sleep 0.3; echo count $count; exit 9", [b"\x03"])
    assert status == 9 and output.count("interrupted") == 1 and "count x\r\n" in output, (output, status)


@check
def the_command_reads_the_terminal():
    output, status = on_terminal("echo ready; read line; echo got $line", [b"typed\n"])
    assert status == 0 and "got typed" in output, (output, status)


@check
def an_interrupt_ends_what_does_not_mind_it():
    output, status = on_terminal("echo ready; exec sleep 60", [b"\x03"])
    assert status == 130, (output, status)


def main():
    # A shell ignores these for what it starts in the background, and `nohup` the last for all that it starts; so would
    # everything that is started here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    failed = 0
    for function in CHECKS:
        name = "run: " + function.__name__.replace("_", " ")
        try:
            function()
            print(f"ok      {name}", flush=True)
        except Exception:
            failed += 1
            print(f"FAILED  {name}")
            traceback.print_exc(limit=-4, file=sys.stdout)
    sys.exit(1 if failed else 0)


main()
