from queue import Empty

import pytest
from kombu import Connection

TRANSPORT = "lms.jobs.folder:Transport"


@pytest.fixture
def open_queue(tmp_path):
    """Open the same queue as another process would."""
    opened = []

    def open_queue():
        options = {"folder": str(tmp_path)}
        connection = Connection(
            "localhost", transport=TRANSPORT, transport_options=options
        )
        opened.append(connection)
        return connection.SimpleQueue("jobs")

    yield open_queue
    for connection in opened:
        connection.release()


def take(queue):
    message = queue.get(block=False)
    message.ack()
    return message.payload


def test_messages_come_in_the_order_they_were_sent(open_queue):
    here, there = open_queue(), open_queue()

    for number in range(20):
        here.put({"id": number})

    assert there.qsize() == 20
    assert [take(there)["id"] for _ in range(20)] == list(range(20))


def test_each_message_goes_to_one_worker(open_queue):
    here, there = open_queue(), open_queue()
    here.put({"id": "only"})

    take(there)

    with pytest.raises(Empty):
        here.get(block=False)


def test_a_message_that_is_still_being_written_is_not_seen(open_queue, tmp_path):
    queue = open_queue()

    (tmp_path / "00001-a.jobs.new").write_text("{")

    with pytest.raises(Empty):
        queue.get(block=False)


def test_a_message_cut_short_is_dropped_and_the_next_is_read(
    open_queue, tmp_path, caplog
):
    queue = open_queue()
    (tmp_path / "00001-a.jobs.message").write_text("")
    queue.put({"id": "whole"})

    assert take(queue) == {"id": "whole"}
    assert "could not be read" in caplog.text
    assert list(tmp_path.iterdir()) == []


def test_a_queue_can_be_emptied(open_queue):
    queue = open_queue()
    queue.put({"id": 1})

    assert queue.clear() == 1
    assert queue.qsize() == 0


def test_a_message_taken_and_not_done_comes_back_when_the_worker_stops(open_queue):
    here, there = open_queue(), open_queue()
    here.put({"id": 1})

    there.get(block=False)  # not acknowledged
    there.channel.connection.client.release()

    assert take(here) == {"id": 1}
