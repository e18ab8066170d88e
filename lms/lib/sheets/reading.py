"""Reads the sheets that communes send: `look` first, then `rows`.

Both take a path or an open file, keep nothing on disk, and leave the work to a process
of its own: see `reader`. What a file is, its bytes say and not its name.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any

from lms.lib.sheets.cells import MOST_BYTES, Book, Lettering, Row, Sheet
from lms.lib.sheets.errors import REFUSALS, Damaged, FileTooBig, SheetError

_ROOT = Path(__file__).resolve().parents[3]
_KINDS = {"date": date, "datetime": datetime, "time": time}
_ENVIRONMENT = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}

Source = Path | IO[bytes]


def look(source: Source) -> Book:
    """Return what is in the file: its sheets, how each is lettered, their first rows.

    Raises: a `SheetError` with the sentence that says why it is not read.
    """
    for line in _answers(source, "look"):
        return _book(line)
    raise Damaged


def rows(
    source: Source, sheet: int = 0, *, lettering: str = "unicode", separator: str = ""
) -> Iterator[Row]:
    """Give the rows of one sheet, hidden ones too and marked as such.

    ``lettering`` is the one that `look` chose, or the one a person chose instead.
    Raises: as `look`, also half-way through.
    """
    for line in _answers(source, "rows", str(sheet), lettering, separator):
        yield _row(line)


def _answers(source: Source, *arguments: str) -> Iterator[Any]:
    """Give what the reading process writes, line by line; end it when no longer asked.

    A process that died, of memory or time or a fault in a parser, leaves a file that
    cannot be read: ``Damaged``.
    """
    command = [sys.executable, "-m", "lms.lib.sheets.reader", *arguments]
    with _file_of(source) as file:
        process = subprocess.Popen(  # noqa: S603 (its own module, no shell)
            command,
            cwd=_ROOT,
            env=_ENVIRONMENT,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    with process:
        try:
            for line in process.stdout:
                yield _checked(json.loads(line, object_hook=_from_json))
            if process.wait():
                raise Damaged
        finally:
            process.kill()


def _checked(answer: Any) -> Any:
    if isinstance(answer, dict) and "refused" in answer:
        raise REFUSALS[answer["refused"]]
    return answer


@contextmanager
def _file_of(source: Source) -> Iterator[IO[bytes]]:
    """Give an open file at its beginning; what is no file of the system is copied.

    The copy has no name: it is gone when it is closed, whatever happens.
    Raises: ``FileTooBig`` before anything is read.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            _refuse_big(file)
            yield file
        return
    _refuse_big(source)
    with tempfile.TemporaryFile() as copy:
        while block := source.read(2**16):
            copy.write(block)
        copy.seek(0)
        yield copy


def _refuse_big(file: IO[bytes]) -> None:
    if file.seek(0, 2) > MOST_BYTES:
        raise FileTooBig
    file.seek(0)


def _from_json(given: dict[str, Any]) -> Any:
    kind = next(iter(given), "")
    if len(given) == 1 and kind in _KINDS:
        return _KINDS[kind].fromisoformat(given[kind])
    return given


def _book(given: dict[str, Any]) -> Book:
    sheets = tuple(
        Sheet(
            **{
                **sheet,
                "lettering": Lettering(**sheet["lettering"]),
                "hidden_columns": tuple(sheet["hidden_columns"]),
                "top": tuple(_row(row) for row in sheet["top"]),
            }
        )
        for sheet in given["sheets"]
    )
    return Book(**{**given, "sheets": sheets})


def _row(line: list[Any]) -> Row:
    number, values, hidden, formulas, filled, spans = line
    spans = {int(column): wide for column, wide in spans.items()}
    marks = frozenset(formulas), frozenset(filled)
    return Row(number, tuple(values), hidden, *marks, spans)


__all__ = ["SheetError", "look", "rows"]
