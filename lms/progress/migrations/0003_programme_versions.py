"""A programme's rule goes into versions; its completions will name theirs."""

import django.db.models.deletion
from django.db import migrations, models

import lms.lib.ids


class Migration(migrations.Migration):
    dependencies = [("progress", "0002_confirmations")]

    operations = [
        migrations.CreateModel(
            name="ProgrammeVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lms.lib.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("from_on", models.DateField(verbose_name="holds from")),
                ("made_at", models.DateTimeField()),
                ("kept", models.JSONField()),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="progress.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a programme",
                "verbose_name_plural": "versions of programmes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "number"),
                        name="progress_version_numbered",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="programme",
            name="audience_vi",
            field=models.CharField(
                blank=True,
                default="",
                max_length=120,
                verbose_name="for whom, in Vietnamese",
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="audience_en",
            field=models.CharField(
                blank=True,
                default="",
                max_length=120,
                verbose_name="for whom, in English",
            ),
        ),
        migrations.RenameField(
            model_name="programmecompletion", old_name="course_keys", new_name="parts"
        ),
        migrations.AddField(
            model_name="programmecompletion",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="completions",
                to="progress.programmeversion",
            ),
        ),
    ]
