"""`make bench-scale`: measure figures with ever more people; see docs/scale.md."""

import logging
import os

import django

from tests.bench.site import ROOT, Site

SIZES = os.environ.get("BENCH_LEARNERS", "10000 100000 1000000")


def main() -> None:
    with Site() as site:
        django.setup()
        # Models can be read only now.
        from tests.bench.report import scale  # noqa: PLC0415
        from tests.bench.scaling import measure, prepare  # noqa: PLC0415

        logging.getLogger().setLevel(logging.WARNING)
        prepare(site)
        page, found = ROOT / "docs" / "benchmarks-scale.md", []
        for size in SIZES.split():
            found.append(measure(site, int(size)))
            # After each: the last one takes most of an hour, and may be broken off.
            found.sort(key=lambda each: each.learners)
            page.write_text(scale(found), encoding="utf-8")


if __name__ == "__main__":
    main()
