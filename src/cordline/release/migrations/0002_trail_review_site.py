from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("release", "0001_release")]

    operations = [
        migrations.AddField(
            model_name="trailreview",
            name="site",
            field=models.CharField(max_length=16, default=""),
            preserve_default=False,
        ),
    ]
