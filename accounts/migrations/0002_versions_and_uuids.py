import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


def staff(related_name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="user", name="version", field=models.PositiveIntegerField(default=1, editable=False)
        ),
        migrations.DeleteModel(name="Supervision"),
        migrations.DeleteModel(name="Cover"),
        migrations.CreateModel(
            name="Supervision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("supervisee", staff("supervisions_received")),
                ("supervisor", staff("supervisions_given")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(supervisor=F("supervisee")), name="nobody_supervises_themselves"
                    ),
                    models.CheckConstraint(
                        condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                        name="supervision_ends_after_it_begins",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("absent", staff("covers_needed")),
                ("covering", staff("covers_given")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=~Q(absent=F("covering")), name="nobody_covers_for_themselves"),
                    models.CheckConstraint(
                        condition=Q(until_on__gte=F("from_on")), name="cover_ends_after_it_begins"
                    ),
                ]
            },
        ),
    ]
