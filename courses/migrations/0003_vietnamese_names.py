"""Gives what Wagtail named in English, and shows to trainers, a Vietnamese name."""

from django.db import migrations

APPROVAL = "Moderators approval"  # the one workflow, and its one task
ROOT = "Root"


def rename(apps, schema_editor):
    for model in ("Workflow", "Task"):
        rows = apps.get_model("wagtailcore", model).objects.filter(name=APPROVAL)
        rows.update(name="Duyệt bài")
    pages = apps.get_model("wagtailcore", "Page").objects
    pages.filter(depth=1, title=ROOT).update(title="Tất cả trang", draft_title="Tất cả trang")


class Migration(migrations.Migration):

    dependencies = [
        ("courses", "0002_loaded_pages"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
