"""kombu's SimpleQueue over its Redis transport: `kombu_queue.py PORT`.

When nothing comes before a timeout, kombu looks for messages to restore under a lock that it releases with a script;
that is not tried here, as there are no scripts yet.
"""

import threading

import kombu
from harness import PORT, check, run

URL = f"redis://127.0.0.1:{PORT}/0"


@check
def messages_come_in_order_and_are_acknowledged():
    with kombu.Connection(URL) as connection, connection.SimpleQueue("jobs") as queue:
        for number in range(20):
            queue.put({"number": number})
        assert queue.qsize() == 20
        for number in range(20):
            message = queue.get(timeout=5)
            assert message.payload == {"number": number}
            message.ack()


@check
def a_reader_waits_for_the_next_message():
    received = []

    def read():
        with kombu.Connection(URL) as connection, connection.SimpleQueue("jobs") as queue:
            for _ in range(3):
                message = queue.get(timeout=20)
                received.append(message.payload)
                message.ack()

    reader = threading.Thread(target=read)
    reader.start()
    with kombu.Connection(URL) as connection, connection.SimpleQueue("jobs") as queue:
        for word in ("a", "b", "c"):
            queue.put(word)
    reader.join(30)
    assert received == ["a", "b", "c"], received


@check
def an_empty_queue_says_so():
    with kombu.Connection(URL) as connection, connection.SimpleQueue("none") as queue:
        try:
            queue.get_nowait()
        except queue.Empty:
            return
        raise AssertionError("there was a message in an empty queue")


@check
def what_was_not_acknowledged_comes_back():
    with kombu.Connection(URL) as connection, connection.SimpleQueue("jobs") as queue:
        queue.put("precious")
        queue.get(timeout=5)
    with kombu.Connection(URL) as connection, connection.SimpleQueue("jobs") as queue:
        message = queue.get(timeout=5)
        assert message.payload == "precious" and message.delivery_info
        message.ack()


run(f"kombu {kombu.__version__}")
