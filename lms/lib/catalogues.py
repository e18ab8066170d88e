"""Compiles translations without gettext, which a bare machine does not have."""

import sys
from pathlib import Path

import polib


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile every catalogue that is newer than its compiled one; return those.

    A compiled catalogue takes its place at once and whole: a server may be reading.
    """
    return [text for text in sorted(folder.rglob("*.po")) if _compile(text)]


def _compile(text: Path) -> bool:
    compiled = text.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= text.stat().st_mtime:
        return False
    fresh = text.with_suffix(".fresh")
    polib.pofile(str(text)).save_as_mofile(str(fresh))
    fresh.replace(compiled)
    return True


if __name__ == "__main__":  # for whoever may write the code: the site itself may not
    for folder in sys.argv[1:]:
        compile_catalogues(Path(folder))
