"""Finds the one-file kinds: question types, lesson blocks."""

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import Generic, TypeVar

Kind = TypeVar("Kind")


class Register(dict[str, Kind], Generic[Kind]):
    """Kinds by the key they are stored under; a key is never reused or renamed."""

    def add(self, key: str) -> Callable[[Kind], Kind]:
        """Return a decorator that files a kind under ``key``."""

        def file(kind: Kind) -> Kind:
            if key in self:
                raise ValueError(f"The key {key!r} is taken by {self[key]!r}.")
            self[key] = kind
            return kind

        return file


def import_files_of(package: str, path: list[str]) -> None:
    """Import every module of a package, so that each can register itself."""
    for module in sorted(info.name for info in pkgutil.iter_modules(path)):
        import_module(f"{package}.{module}")
