"""`make bench`: measure the product as a province runs it; write docs/benchmarks.md."""

import logging
import sys
from datetime import datetime

import django

from tests.bench.site import ROOT, Site


def main() -> None:
    with Site() as site:
        django.setup()
        # Models can be read only now.
        from tests.bench.measuring import measure, prepare  # noqa: PLC0415
        from tests.bench.report import written  # noqa: PLC0415

        logging.getLogger().setLevel(logging.WARNING)
        prepare(site)
        found = measure(site, say)
        page = ROOT / "docs" / "benchmarks.md"
        page.write_text(
            written(found, datetime.now().astimezone().date()), encoding="utf-8"
        )
        say(f"written to {page.relative_to(ROOT)}")


def say(what: str) -> None:
    sys.stdout.write(f"{what} …\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
