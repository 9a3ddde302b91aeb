from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scheduling", "0002_move_in_place")]

    operations = [
        migrations.AddField(
            model_name="location", name="version", field=models.PositiveIntegerField(default=1, editable=False)
        ),
    ]
