import django.db.models.deletion
import lms.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learners", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NameCorrection",
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
                ("occurred_at", models.DateTimeField(verbose_name="happened")),
                (
                    "arrived_at",
                    models.DateTimeField(db_index=True, verbose_name="arrived"),
                ),
                (
                    "name_before",
                    models.CharField(max_length=80, verbose_name="name before"),
                ),
                (
                    "name_after",
                    models.CharField(max_length=80, verbose_name="name after"),
                ),
                (
                    "corrected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_corrections",
                        to="learners.learner",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of a name",
                "verbose_name_plural": "corrections of names",
            },
        ),
    ]
