from django.db import migrations, models


def take_those_of_the_course(apps, schema_editor):
    """What was agreed before was printed with the minutes of the course: each version keeps them."""
    course = apps.get_model("ipt_sessions", "Course").objects.filter(pk=models.OuterRef("course"))
    apps.get_model("ipt_sessions", "Contract").objects.update(minutes=models.Subquery(course.values("minutes")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("ipt_sessions", "0011_adjuncts_keep_their_history"),
    ]

    operations = [
        migrations.AddField(
            model_name="contract",
            name="minutes",
            field=models.PositiveSmallIntegerField(default=50, help_text="Of each session"),
        ),
        migrations.RunPython(take_those_of_the_course, migrations.RunPython.noop),
    ]
