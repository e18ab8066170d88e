"""Notices that code has changed, for a developer's worker."""

from collections.abc import Iterable
from pathlib import Path


class Changes:
    """Whether a Python file below the folders was written since the last question."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = list(folders)
        self.seen = self._newest()

    def happened(self) -> bool:
        before, self.seen = self.seen, self._newest()
        return self.seen > before

    def _newest(self) -> float:
        files = (file for folder in self.folders for file in folder.rglob("*.py"))
        return max((file.stat().st_mtime for file in files), default=0.0)
