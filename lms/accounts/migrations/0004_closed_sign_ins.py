"""Lists of people leave out those whose sign-in is closed: few, found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_new_passwords")]

    operations = [
        migrations.AddIndex(
            model_name="user",
            index=models.Index(
                condition=models.Q(("is_active", False)),
                fields=["id"],
                name="accounts_user_closed",
            ),
        ),
    ]
