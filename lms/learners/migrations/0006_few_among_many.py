"""Who only stands on a list is found by an index of them alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learners", "0005_forgetting")]

    operations = [
        migrations.AddIndex(
            model_name="learner",
            index=models.Index(
                condition=models.Q(("registered_how", "listed")),
                fields=["id"],
                name="learners_only_listed",
            ),
        ),
    ]
