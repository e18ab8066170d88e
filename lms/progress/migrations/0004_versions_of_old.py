"""Every set of courses by which a programme was completed becomes one of its versions.

The oldest first, the set of today last; each completion names its own. Taken back, a
programme has the courses of its newest version again.
"""

from django.db import migrations
from django.utils import timezone

EVERYBODY = {"age_from": None, "age_until": None, "sex": ""}


def rule_of(keys):
    return {
        "of": "courses",
        "keys": list(keys),
        "at_least": None,
        "meant": dict(EVERYBODY),
    }


def make_versions(apps, schema_editor):
    Programme = apps.get_model("progress", "Programme")
    now = timezone.now()
    for programme in Programme.objects.order_by("pk"):
        make_versions_of(programme, tuple(sorted(set(programme.course_keys))), now)


def make_versions_of(programme, today, now):
    first, whose = {}, {}
    rows = programme.completions.order_by("occurred_at", "pk")
    for pk, parts, moment in rows.values_list("pk", "parts", "occurred_at").iterator():
        keys = tuple(sorted(set(parts)))
        first.setdefault(keys, moment)
        whose.setdefault(keys, []).append(pk)
    sets = [each for each in first if each != today]
    for number, keys in enumerate([*sets, today], 1):
        moment = first.get(keys, now)
        version = programme.versions.create(
            number=number,
            from_on=timezone.localdate(moment),
            made_at=moment,
            kept=rule_of(keys),
        )
        ids = whose.get(keys, [])
        for start in range(0, len(ids), 500):
            chosen = programme.completions.filter(pk__in=ids[start : start + 500])
            chosen.update(version=version)


def put_back(apps, schema_editor):
    ProgrammeVersion = apps.get_model("progress", "ProgrammeVersion")
    versions = ProgrammeVersion.objects.select_related("programme").order_by("number")
    for version in versions:
        if version.kept["of"] == "courses":
            version.programme.course_keys = version.kept["keys"]
            version.programme.save(update_fields=["course_keys"])
    apps.get_model("progress", "ProgrammeCompletion").objects.update(version=None)
    versions.delete()


class Migration(migrations.Migration):
    dependencies = [("progress", "0003_programme_versions")]

    operations = [migrations.RunPython(make_versions, put_back)]
