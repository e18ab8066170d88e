"""The drawings of the curriculum: checked, and put into the library once each."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.utils.translation import gettext as _

from courses.curriculum.text import TextFile
from lms.library.models import LibraryImage
from lms.library.svg import check_svg

MOST_BYTES = 4096
_NAME = re.compile(r"[a-z0-9-]+\.svg")


def check_picture(file: TextFile, line: int, name: str) -> None:
    """Note where a drawing named in a file is missing, too large or not one."""
    path = file.path.parent / name
    if not _NAME.fullmatch(name):
        file.fault(line, _("A drawing’s file is named like this: address-bar.svg"))
    elif not path.is_file():
        file.fault(line, _("There is no drawing %(name)s here.") % {"name": name})
    elif path.stat().st_size > MOST_BYTES:
        sentence = _("%(name)s has %(count)d bytes; %(limit)d is the most.")
        words = {"name": name, "count": path.stat().st_size, "limit": MOST_BYTES}
        file.fault(line, sentence % words)
    else:
        try:
            with path.open("rb") as drawing:
                check_svg(drawing)
        except ValidationError as problem:
            file.fault(line, f"{name}: {' '.join(problem.messages)}")


def picture_hash(path: Path) -> str:
    """Return the hash by which Wagtail knows a file."""
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()


def put_pictures(
    folder: Path, names: Iterable[str], code: str, described: dict[str, str]
) -> dict[str, int]:
    """Return the library's row for each drawing; one with the same bytes is reused."""
    hashes = {name: picture_hash(folder / name) for name in names if name}
    known = LibraryImage.objects.filter(file_hash__in=hashes.values())
    rows = dict(known.order_by("-pk").values_list("file_hash", "pk"))
    for name, file_hash in hashes.items():
        if file_hash not in rows:
            rows[file_hash] = _new(folder / name, code, described.get(name, "")).pk
    return {name: rows[file_hash] for name, file_hash in hashes.items()}


def _new(path: Path, code: str, description: str) -> LibraryImage:
    with path.open("rb") as drawing:
        image = LibraryImage(
            title=f"{code} {path.stem}",
            description=description[:255],
            file=ImageFile(drawing, name=f"{code}-{path.name}"),
            file_size=path.stat().st_size,
            file_hash=picture_hash(path),
        )
        image.full_clean(exclude=["tags"])
        image.save()
    return image
