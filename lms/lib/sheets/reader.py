"""Reads one file in a process of its own, and writes what it finds as lines of JSON.

Run by `reading` as ``python -m lms.lib.sheets.reader look`` or ``… rows 0 tcvn3 ;``
with the file on its standard input. Why a process: what hostile or broken files do to
the parsers, they do to this process alone. It may take so much memory and time and no
more, writes no file, and knows none of the server's secrets.
"""

import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, time
from typing import Any

from lms.lib.sheets.cells import MOST_BYTES
from lms.lib.sheets.errors import (
    EmptyFile,
    FileTooBig,
    NotASheet,
    SheetError,
    UnpacksTooBig,
)
from lms.lib.sheets.texts import TextFile
from lms.lib.sheets.workbooks import Workbook

MEMORY = 280 * 2**20
SECONDS = 60

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
# Web pages, letters, pictures, PDF: often called .xls, never a sheet.
_OTHERS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"<")


def main(arguments: list[str]) -> None:
    _bound_this_process()
    try:
        for line in _answer(sys.stdin.buffer.read(MOST_BYTES + 1), arguments):
            sys.stdout.write(json.dumps(line, default=_as_json, ensure_ascii=False))
            sys.stdout.write("\n")
    except SheetError as problem:
        print(json.dumps({"refused": type(problem).__name__}))  # noqa: T201
    except MemoryError:
        print(json.dumps({"refused": UnpacksTooBig.__name__}))  # noqa: T201


def _answer(data: bytes, arguments: list[str]) -> Iterator[Any]:
    what, *how = arguments
    if what == "look":
        yield asdict(_opened(data, "").book())
        return
    index, lettering, separator = how
    yield from _opened(data, separator).rows(int(index), lettering)


def _opened(data: bytes, separator: str) -> TextFile | Workbook:
    """Return the file by what it is, whatever it is called."""
    if len(data) > MOST_BYTES:
        raise FileTooBig
    if not data.strip():
        raise EmptyFile
    if data.startswith(_ZIP):
        return Workbook(data, "ods" if data[30:].startswith(_ODS) else "xlsx")
    if data.startswith(_OLE):
        return Workbook(data, "xls")
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_OTHERS):
        raise NotASheet
    return TextFile(data, separator)


def _as_json(value: Any) -> Any:
    if isinstance(value, date | time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(value)


def _bound_this_process() -> None:
    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(sys.argv[1:])
