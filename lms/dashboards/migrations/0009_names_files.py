"""Long lists with names are made by the worker, and kept for a day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lms.lib.ids
import lms.lib.storage


class Migration(migrations.Migration):
    dependencies = [
        ("communes", "0005_household_counts"),
        ("dashboards", "0008_household_targets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NamesFile",
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
                ("what", models.JSONField(default=dict)),
                ("file_kind", models.CharField(max_length=8)),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Vietnamese"), ("en", "English")], max_length=8
                    ),
                ),
                ("purpose", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField(db_index=True)),
                ("made_at", models.DateTimeField(null=True)),
                ("people", models.PositiveIntegerField(default=0)),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        storage=lms.lib.storage.private_storage,
                        upload_to="names/",
                    ),
                ),
                (
                    "made_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communes.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "list of names on its way",
                "verbose_name_plural": "lists of names on their way",
            },
        ),
    ]
