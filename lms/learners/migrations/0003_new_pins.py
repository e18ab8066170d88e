import django.db.models.deletion
import lms.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learners', '0002_name_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PinRenewal',
            fields=[
                ('id', models.UUIDField(default=lms.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('occurred_at', models.DateTimeField(verbose_name='happened')),
                ('arrived_at', models.DateTimeField(db_index=True, verbose_name='arrived')),
            ],
            options={
                'verbose_name': 'new PIN',
                'verbose_name_plural': 'new PINs',
            },
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(condition=models.Q(('decision', 'withdrawn')), fields=['learner'], name='learners_who_withdrew'),
        ),
        migrations.AddField(
            model_name='pinrenewal',
            name='learner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pin_renewals', to='learners.learner'),
        ),
        migrations.AddField(
            model_name='pinrenewal',
            name='renewed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
