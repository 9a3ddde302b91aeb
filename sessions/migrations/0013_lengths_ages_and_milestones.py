from django.db import migrations, models

USUAL = {
    "ipt_16": {"usual_from": 12, "usual_to": 16},
    "ipt_12": {"usual_from": 12, "usual_to": 16},
    "ipt_a": {"usual_from": 12, "usual_to": 16, "youngest": 12, "oldest": 18},
    "fb_ipt": {"usual_from": 14, "usual_to": 14, "youngest": 7, "oldest": 12},
    "ipt_b": {"usual_from": 8, "usual_to": 8},
    "ipt_ptsd": {"usual_from": 12, "usual_to": 14, "milestone_measures": ["pcl5"]},
    "ipt_perinatal": {"usual_from": 12, "usual_to": 12},
    "ipt_maintenance": {"usual_from": 6, "usual_to": 36},
    "follow_up": {"usual_from": 1, "usual_to": 6},
}
ANY = {"usual_from": 6, "usual_to": 20}
AGES = ("youngest", "oldest")


def keep_what_held(apps, schema_editor):
    """What the program knew by key stands in the rows now. A course of a practice's own kind could have 6 to 20 sessions."""
    templates = apps.get_model("ipt_sessions", "CourseTemplate").objects
    courses = apps.get_model("ipt_sessions", "Course").objects
    templates.filter(key="custom").update(**ANY)
    courses.exclude(template_key__in=USUAL).update(**ANY)
    for key, values in USUAL.items():
        templates.filter(key=key).update(**values)
        kept = {name: value for name, value in values.items() if name not in AGES}
        courses.filter(template_key=key).update(**kept)


class Migration(migrations.Migration):
    dependencies = [
        ("ipt_sessions", "0012_contract_minutes"),
    ]

    operations = [
        migrations.AddField(
            model_name="course",
            name="milestone_measures",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="As its template had them: given at the first, the middle and the last session",
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="usual_from",
            field=models.PositiveSmallIntegerField(default=12, help_text="The fewest sessions that need no reason"),
        ),
        migrations.AddField(
            model_name="course",
            name="usual_to",
            field=models.PositiveSmallIntegerField(default=16, help_text="The most sessions that need no reason"),
        ),
        migrations.AddField(
            model_name="coursetemplate",
            name="milestone_measures",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Keys of questionnaires given at the first, the middle and the last session",
            ),
        ),
        migrations.AddField(
            model_name="coursetemplate",
            name="oldest",
            field=models.PositiveSmallIntegerField(blank=True, help_text="Age in years that it is made for", null=True),
        ),
        migrations.AddField(
            model_name="coursetemplate",
            name="usual_from",
            field=models.PositiveSmallIntegerField(default=12, help_text="The fewest sessions that need no reason"),
        ),
        migrations.AddField(
            model_name="coursetemplate",
            name="usual_to",
            field=models.PositiveSmallIntegerField(default=16, help_text="The most sessions that need no reason"),
        ),
        migrations.AddField(
            model_name="coursetemplate",
            name="youngest",
            field=models.PositiveSmallIntegerField(blank=True, help_text="Age in years that it is made for", null=True),
        ),
        migrations.RunPython(keep_what_held, migrations.RunPython.noop),
    ]
