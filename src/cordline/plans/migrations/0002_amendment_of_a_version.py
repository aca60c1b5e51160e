from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_plans")]

    operations = [
        migrations.RemoveConstraint(model_name="planamendment", name="plans_amendment_one_waiting"),
        migrations.AddConstraint(
            model_name="planamendment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("second_signed_by", None)),
                fields=("plan", "plan_version"),
                name="plans_amendment_one_waiting",
            ),
        ),
    ]
