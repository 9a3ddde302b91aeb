import uuid

import audit.text
import django.core.validators
from django.db import migrations, models

KEPT = []


def take_out(apps, schema_editor):
    KEPT[:] = apps.get_model("ipt_sessions", "CourseTemplate").objects.values()


def put_back(apps, schema_editor):
    template = apps.get_model("ipt_sessions", "CourseTemplate")
    template.objects.bulk_create(template(**{name: row[name] for name in row if name != "id"}) for row in KEPT)
    KEPT.clear()


class Migration(migrations.Migration):
    """A template is addressed by UUID like every row. Nothing refers to its row, so the table is made anew."""

    dependencies = [("ipt_sessions", "0003_templates_phase_moves_and_kinds")]

    operations = [
        migrations.RunPython(take_out, migrations.RunPython.noop),
        migrations.DeleteModel("CourseTemplate"),
        migrations.CreateModel(
            name="CourseTemplate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=30, unique=True)),
                ("name", audit.text.Line(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[("acute", "Acute course"), ("maintenance", "Maintenance"), ("follow_up", "Follow-up")],
                        default="acute",
                        max_length=12,
                    ),
                ),
                (
                    "planned_sessions",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ]
                    ),
                ),
                ("initial_to", models.PositiveSmallIntegerField()),
                ("middle_to", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField(default=50)),
                ("weeks_between", models.PositiveSmallIntegerField(default=1)),
                (
                    "measures",
                    models.JSONField(default=list, help_text="Keys of questionnaires; empty: the usual ones"),
                ),
                ("tasks", models.JSONField(default=list, help_text="The tasks of its phases; empty: the usual ones")),
                ("is_offered", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "ordering": ["-planned_sessions", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            initial_to__gte=1,
                            middle_to__gte=models.F("initial_to"),
                            planned_sessions__gte=models.F("middle_to"),
                        ),
                        name="template_phases_follow_each_other",
                    )
                ],
            },
        ),
        migrations.RunPython(put_back, migrations.RunPython.noop),
    ]
