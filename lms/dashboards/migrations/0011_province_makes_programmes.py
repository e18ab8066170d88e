"""Provincial officers who were let into the editor before make programmes as well."""

from django.db import migrations

PROVINCE = "Cán bộ tỉnh"  # as lms.dashboards.editors names the group


def allow(apps, schema_editor):
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="progress",
        codename__in=["add_programme", "change_programme", "view_programme"],
    )
    for group in apps.get_model("auth", "Group").objects.filter(name=PROVINCE):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("dashboards", "0010_period_counts"),
        ("progress", "0005_rules_stand_in_versions"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
