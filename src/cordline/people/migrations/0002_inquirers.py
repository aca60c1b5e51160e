"""Somebody who asks a question on the public pages is a person as well."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_people")]

    operations = [
        migrations.RemoveConstraint(model_name="person", name="person_kind"),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                name="person_kind", condition=models.Q(("kind__in", ["patient", "donor", "inquirer"]))
            ),
        ),
    ]
