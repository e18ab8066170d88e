"""Opens the zip that an .xlsx or .ods is, once nothing in it can do harm."""

import zlib
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from lms.lib.sheets.errors import Damaged, Locked, Suspicious, UnpacksTooBig

MOST_PARTS = 5_000
MOST_UNPACKED = 150 * 2**20
MOST_PACKED_TIMES = 200  # sheets of a million numbered empty rows reach 30
SMALL = 2**20

_BROKEN = (expat.ExpatError, BadZipFile, EOFError, OSError, zlib.error)

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def open_package(file: IO[bytes]) -> ZipFile:
    """Return the zip, its table of contents checked.

    Raises: ``Suspicious`` for names that lead elsewhere or stand there twice (two
    readers would see two files), ``Locked``, ``UnpacksTooBig``, ``Damaged``.
    """
    try:
        package = ZipFile(file)
    except (BadZipFile, ValueError, NotImplementedError) as problem:
        raise Damaged from problem
    parts = package.infolist()
    names = {part.filename.lower() for part in parts}
    if len(names) < len(parts) or any(_leads_elsewhere(part) for part in parts):
        raise Suspicious
    if any(part.flag_bits & 1 for part in parts):
        raise Locked
    if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
        raise UnpacksTooBig
    if any(_is_bomb(part) for part in parts):
        raise UnpacksTooBig
    return package


def scan(package: ZipFile, name: str, start: Start, end: End | None = None) -> None:
    """Go through a part, calling with each element's name, prefixes taken off.

    All of it is unpacked, and its length and checksum compared with the table of
    contents, so that no later reader meets more than was announced.
    Raises: ``Suspicious`` where entities are declared; ``Damaged``.
    """
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, given: start(
        tag.rpartition(":")[2], {k.rpartition(":")[2]: v for k, v in given.items()}
    )
    if end:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    parser.EntityDeclHandler = _refuse_entity
    try:
        with package.open(name) as part:
            parser.ParseFile(part)
    except (*_BROKEN, KeyError, NotImplementedError) as problem:
        raise Damaged from problem


def check_parts(package: ZipFile, names: Iterable[str]) -> None:
    """Go through parts that are only checked. Raises: as `scan`."""
    for name in names:
        scan(package, name, lambda tag, given: None)


def _refuse_entity(*declared: object) -> None:
    raise Suspicious


def _leads_elsewhere(part: ZipInfo) -> bool:
    name = part.orig_filename
    return (
        name.startswith(("/", "\\"))
        or ".." in PurePosixPath(name.replace("\\", "/")).parts
        or ":" in name
        or not name.isprintable()
    )


def _is_bomb(part: ZipInfo) -> bool:
    times = part.file_size / max(part.compress_size, 1)
    return part.file_size > SMALL and times > MOST_PACKED_TIMES
