from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="reminder", name="an_appointment_is_reminded_of_once_as_it_stands"),
        migrations.AddField(
            model_name="reminder",
            name="recipient",
            field=models.EmailField(default="", max_length=254),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("appointment", "kind", "channel", "schedule_version", "recipient"),
                name="an_appointment_is_reminded_of_once_as_it_stands",
            ),
        ),
    ]
