"""What roll-ups say, and making one say something else."""

from lms.dashboards.counting import Tally
from lms.dashboards.models import Rollup
from lms.dashboards.rollups import rollups_of


def registered(unit):
    return Rollup.objects.get(unit=unit).counts["registered"]


def tallies_kept(hamlet_ids):
    kept = rollups_of(hamlet_ids)
    return {unit_id: Tally.from_json(each.counts) for unit_id, each in kept.items()}


def falsify(unit, number):
    counts = Tally(registered=number).as_json()
    Rollup.objects.filter(unit=unit).update(counts=counts)
