"""Tables of lineage: nodes, edges, the closure kept by a trigger, units, exposures and holds."""

from django.db import models
from django.db.models import F, Q

from cordline.ledger.models import Record
from cordline.lineage import triggers as guards
from cordline.lineage.types import HoldKind, UnitKind

CODE_LENGTH = 24
UNIT_LENGTH = 64


def _together(*columns: str) -> Q:
    """Columns of one act are all written or none is."""
    none, every = Q(), Q()
    for column in columns:
        none &= Q(**{f"{column}__isnull": True})
        every &= Q(**{f"{column}__isnull": False})
    return none | every


class Node(Record):
    """Something that descends: donor, donation, cord, bank, culture, lot. Written once, at its birth (I2)."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    kind = models.CharField(max_length=2, db_collation="C")
    site = models.CharField(max_length=16)
    autologous_person = models.CharField(max_length=CODE_LENGTH, null=True, blank=True)  # noqa: DJ001
    born_entry = models.BigIntegerField()
    born_at = models.DateTimeField()

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, guards.node_born(), guards.never_changes()]
        indexes = [
            models.Index(
                fields=["autologous_person"],
                name="lineage_node_person",
                condition=Q(autologous_person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Edge(Record):
    """One parent of one child, given at the child's birth; struck, if it was wrong, by an act of its own (I2)."""

    child = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="parent_edges", db_index=False)
    parent = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="child_edges")
    struck_entry = models.BigIntegerField(null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.CharField(max_length=64, blank=True, default="")
    strike_reason = models.TextField(blank=True, default="")
    reviewed_entry = models.BigIntegerField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=64, blank=True, default="")
    finding = models.CharField(max_length=9, blank=True, default="")

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, guards.edge_born(), guards.edge_struck()]
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="lineage_edge_once"),
            # A parent exists before its child, so its number is smaller: no circle can be written.
            models.CheckConstraint(condition=Q(parent__lt=F("child")), name="lineage_edge_parent_is_older"),
            models.CheckConstraint(
                condition=_together("struck_entry", "struck_at"), name="lineage_edge_strike_whole"
            ),
            models.CheckConstraint(
                condition=_together("reviewed_entry", "reviewed_at"), name="lineage_edge_review_whole"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_entry__isnull=True, finding="")
                | Q(
                    reviewed_entry__isnull=False,
                    struck_entry__isnull=False,
                    finding__in=["confirmed", "restored"],
                ),
                name="lineage_edge_review_after_strike",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_entry__isnull=True) | ~Q(reviewed_by=F("struck_by")),
                name="lineage_edge_reviewed_by_another",
            ),
        ]
        # Few are struck and not yet reviewed; every trace asks for them.
        indexes = [
            models.Index(
                fields=["child"],
                name="lineage_edge_struck",
                condition=Q(struck_entry__isnull=False, finding=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} from {self.parent_id}"


class Closure(models.Model):
    """Every ancestor of every node, derived from the edges by their trigger; nobody else writes it."""

    pk = models.CompositePrimaryKey("anc", "kind", "des")
    anc = models.BigIntegerField()
    kind = models.CharField(max_length=2, db_collation="C")
    des = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["des", "anc"], name="lineage_closure_up")]

    def __str__(self) -> str:
        return f"{self.des} under {self.anc}"


class Unit(Record):
    """Something that can touch material: a reagent lot, a piece of equipment, a room, an operator, a step."""

    code = models.CharField(max_length=UNIT_LENGTH, unique=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in UnitKind])
    site = models.CharField(max_length=16)

    def __str__(self) -> str:
        return self.code


class Exposure(Record):
    """This unit touched this node, or one single container or dose; what descends from it was touched as well."""

    node = models.ForeignKey(Node, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    leaf = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, db_index=False)
    entry = models.BigIntegerField()
    exposed_at = models.DateTimeField()

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, guards.never_changes()]
        constraints = [
            models.CheckConstraint(
                condition=Q(node__isnull=False, leaf="") | (Q(node__isnull=True) & ~Q(leaf="")),
                name="lineage_exposure_of_one",
            ),
        ]
        indexes = [
            models.Index(
                fields=["node", "unit"], name="lineage_exposure_node", condition=Q(node__isnull=False)
            ),
            models.Index(fields=["unit", "node"], name="lineage_exposure_unit"),
            models.Index(fields=["leaf", "unit"], name="lineage_exposure_leaf", condition=~Q(leaf="")),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} touched {self.node_id or self.leaf}"


class Hold(Record):
    """A stop on one node, one unit or one leaf; it binds all that descends, now and later, until lifted (I7)."""

    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    leaf = models.CharField(max_length=CODE_LENGTH, blank=True, default="")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in HoldKind])
    reason = models.TextField()
    site = models.CharField(max_length=16)
    placed_by = models.CharField(max_length=64)
    placed_at = models.DateTimeField()
    placed_entry = models.BigIntegerField()
    lifted_by = models.CharField(max_length=64, blank=True, default="")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_entry = models.BigIntegerField(null=True, blank=True)
    lift_reason = models.TextField(blank=True, default="")
    signature = models.BigIntegerField(null=True, blank=True)

    class Meta(Record.Meta):
        triggers = [*Record.Meta.triggers, guards.hold_lifted()]
        constraints = [
            models.CheckConstraint(
                condition=Q(node__isnull=False, unit__isnull=True, leaf="")
                | Q(node__isnull=True, unit__isnull=False, leaf="")
                | (Q(node__isnull=True, unit__isnull=True) & ~Q(leaf="")),
                name="lineage_hold_on_one",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="lineage_hold_says_why"),
            models.CheckConstraint(
                condition=_together("lifted_at", "lifted_entry"), name="lineage_hold_lift_whole"
            ),
            # Never by its placer alone, always with a reason and a signature; an import's own hold ends with it.
            models.CheckConstraint(
                condition=Q(lifted_entry__isnull=True)
                | Q(kind=HoldKind.IMPORT.value)
                | (Q(signature__isnull=False) & ~Q(lift_reason="") & ~Q(lifted_by=F("placed_by"))),
                name="lineage_hold_lifted_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["node"],
                name="lineage_hold_node",
                condition=Q(lifted_entry__isnull=True, node__isnull=False),
            ),
            models.Index(
                fields=["unit"],
                name="lineage_hold_unit",
                condition=Q(lifted_entry__isnull=True, unit__isnull=False),
            ),
            models.Index(
                fields=["leaf"],
                name="lineage_hold_leaf",
                condition=Q(lifted_entry__isnull=True) & ~Q(leaf=""),
            ),
        ]

    def __str__(self) -> str:
        return self.code
