"""Has the signatures of a file read, and gives up soon on one that only takes time."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 2 * 2**20  # ours have a twentieth of it
SECONDS = 20  # by the clock; the process itself may use five of the processor's
_ROOT = Path(__file__).resolve().parents[3]
_ENVIRONMENT = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


class NotRead(ValueError):
    """The file is damaged, hostile or no PDF; or the machine is too busy to tell."""


@dataclass(frozen=True)
class Signature:
    """What one signature says of itself and of the file.

    ``holds``: the bytes it covers are as they were signed. ``whole``: it covers all of
    the file, and nothing was added. Moments are ISO 8601; empty where there is none.
    """

    fingerprint: str
    subject: str
    kind: str
    holds: bool
    whole: bool
    signed_at: str
    stamped_at: str

    @property
    def is_sound(self) -> bool:
        """Return whether the file is to the last byte what its signer signed."""
        return self.holds and self.whole and self.kind == "/ETSI.CAdES.detached"


def signatures_of(content: bytes) -> list[Signature]:
    """Return the signatures in a PDF file.

    Raises: `NotRead`, after 20 seconds at the latest.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "lms.certificates.examining.reader"],
            cwd=_ROOT,
            env=_ENVIRONMENT,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
        return [Signature(**each) for each in json.loads(done.stdout)]
    except (subprocess.SubprocessError, ValueError) as problem:
        raise NotRead from problem
