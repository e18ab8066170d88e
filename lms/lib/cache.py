"""A cache that may be gone: pages are then made anew, not refused."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)

# For settings: a visitor waits here, so an answer comes soon or not at all.
IMPATIENT = {
    "socket_connect_timeout": 0.4,
    "socket_timeout": 0.4,
    "retry": Retry(NoBackoff(), 0),
}


def _or(answer: Any) -> Callable[[Callable], Callable]:
    """Let a method give this answer where Redis gives none."""

    def forgiving(method: Callable) -> Callable:
        @wraps(method)
        def call(*args: Any, **kwargs: Any) -> Any:
            try:
                return method(*args, **kwargs)
            except RedisError as problem:
                log.warning("The cache does not answer: %s", problem)
                return answer

        return call

    return forgiving


class ForgivingRedisCache(RedisCache):
    """Redis as a cache; while it is away, every key is missing."""

    add = _or(False)(RedisCache.add)
    set = _or(None)(RedisCache.set)
    touch = _or(False)(RedisCache.touch)
    delete = _or(False)(RedisCache.delete)
    has_key = _or(False)(RedisCache.has_key)
    set_many = _or([])(RedisCache.set_many)
    delete_many = _or(None)(RedisCache.delete_many)
    clear = _or(False)(RedisCache.clear)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return _or(default)(super().get)(key, default, version)

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        return _or({})(super().get_many)(keys, version)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        try:
            return super().incr(key, delta, version)
        except RedisError as problem:
            raise ValueError(f"Key {key!r} not found.") from problem
