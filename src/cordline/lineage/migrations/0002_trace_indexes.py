"""Lineage: what a trace asks for each time, found by an index of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lineage", "0001_lineage"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="edge",
            index=models.Index(
                condition=models.Q(("finding", ""), ("struck_entry__isnull", False)),
                fields=["child"],
                name="lineage_edge_struck",
            ),
        ),
        migrations.AddIndex(
            model_name="node",
            index=models.Index(
                condition=models.Q(("autologous_person__isnull", False)),
                fields=["autologous_person"],
                name="lineage_node_person",
            ),
        ),
    ]
