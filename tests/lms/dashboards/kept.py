"""What roll-ups say, and making one say something else."""

from lms.dashboards.counting import Tally
from lms.dashboards.models import Rollup


def registered(unit):
    return Rollup.objects.get(unit=unit).counts["registered"]


def falsify(unit, number):
    counts = Tally(registered=number).as_json()
    Rollup.objects.filter(unit=unit).update(counts=counts)
