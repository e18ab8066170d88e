import pytest

from lms.lib.cache import IMPATIENT, ForgivingRedisCache
from tests.servers import Redis, free_port


@pytest.fixture
def gone():
    """A cache whose Redis is not running."""
    return ForgivingRedisCache(
        f"redis://127.0.0.1:{free_port()}/0", {"OPTIONS": IMPATIENT}
    )


def test_without_redis_every_key_is_missing(gone):
    gone.set("a", 1)

    assert gone.get("a") is None
    assert gone.get("a", "default") == "default"
    assert gone.get_many(["a", "b"]) == {}
    assert gone.get_or_set("a", lambda: "made anew") == "made anew"
    assert "a" not in gone


def test_without_redis_nothing_raises(gone):
    assert gone.add("a", 1) is False
    assert gone.touch("a") is False
    assert gone.delete("a") is False
    assert gone.set_many({"a": 1}) == []
    gone.delete_many(["a"])
    gone.clear()


def test_without_redis_a_counter_is_missing_as_django_says_it(gone):
    with pytest.raises(ValueError, match="not found"):
        gone.incr("a")


@pytest.mark.worker
@pytest.mark.django_db
def test_with_redis_it_is_a_cache():
    server = Redis()
    server.start()
    cache = ForgivingRedisCache(server.url, {"OPTIONS": IMPATIENT})

    cache.set("a", "Xóm Mẫu")
    cache.set("n", 1)

    assert cache.get("a") == "Xóm Mẫu"
    assert cache.incr("n") == 2
    server.stop()
    assert cache.get("a") is None
