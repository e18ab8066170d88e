import time
from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122

from lms.lib import ids
from lms.lib.ids import uuid7


def test_it_is_a_version_7_uuid_of_this_moment():
    before = time.time_ns() // 1_000_000

    made = uuid7()

    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000


def test_each_is_greater_than_the_one_before():
    made = [uuid7() for _ in range(20_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_they_keep_their_order_while_the_clock_stands_back(monkeypatch):
    before = uuid7()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)

    assert before < uuid7() < uuid7()


def test_threads_never_make_the_same():
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: uuid7(), range(20_000)))

    assert len(set(made)) == len(made)
