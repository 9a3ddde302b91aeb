from django.db import migrations, models

PLANNED = ("ipt_a", "fb_ipt")


def plan_meetings(apps, schema_editor):
    """The kinds of course that had three meetings proposed keep them, and a copy of one that kept the task; so do their courses."""
    for template in apps.get_model("ipt_sessions", "CourseTemplate").objects.all():
        if template.key in PLANNED or any(task.get("key") == "parents_start" for task in template.tasks or ()):
            template.parent_meetings = first_middle_last(template.planned_sessions)
            template.save(update_fields=["parent_meetings"])
    for course in apps.get_model("ipt_sessions", "Course").objects.filter(template_key__in=PLANNED):
        course.parent_meetings = first_middle_last(course.planned_sessions)
        course.save(update_fields=["parent_meetings"])


def first_middle_last(planned):
    return sorted({1, (planned + 1) // 2, planned})


class Migration(migrations.Migration):
    dependencies = [
        ("ipt_sessions", "0007_comments_seen_and_goal_skills"),
    ]

    operations = [
        migrations.AddField(
            model_name="course",
            name="parent_meetings",
            field=models.JSONField(
                blank=True, default=list, help_text="Numbers of the sessions near which the parents were to be met"
            ),
        ),
        migrations.AddField(
            model_name="coursetemplate",
            name="parent_meetings",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Numbers of the sessions near which booking proposes a meeting with the parents",
            ),
        ),
        migrations.RunPython(plan_meetings, migrations.RunPython.noop),
    ]
