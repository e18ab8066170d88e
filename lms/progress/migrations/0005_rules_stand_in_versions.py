"""Every completion names a version, and only versions say what a programme takes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("progress", "0004_versions_of_old")]

    operations = [
        migrations.AlterField(
            model_name="programmecompletion",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="completions",
                to="progress.programmeversion",
            ),
        ),
        migrations.RemoveField(model_name="programme", name="course_keys"),
    ]
