"""What trace and recall must know of the bedside: doses are leaves of the lineage, infusions reached a person."""

from collections.abc import Sequence

from cordline.bedside import selectors
from cordline.bedside.types import DoseStatus
from cordline.ground.codes import Kind
from cordline.lineage.reaching import Leaves, Links, Promise, Reach, leaves, links, promises

leaves(
    Leaves(
        kind=Kind.DOSE,
        model="bedside.Dose",
        state="status",
        person="person",
        reached=frozenset({DoseStatus.STARTED.value, DoseStatus.GIVEN.value}),
    )
)
links(
    Links(
        model="bedside.DoseVial",
        made="dose__code",
        made_from="container__code",
        state="dose__status",
        parts={
            DoseStatus.PREPARING.value: "in_use",
            DoseStatus.PREPARED.value: "in_use",
            DoseStatus.STARTED.value: "infused",
            DoseStatus.GIVEN.value: "infused",
            DoseStatus.DESTROYED.value: "destroyed",
        },
    )
)


@promises("treated", "bedside.Dose", "bedside.DoseVial", "bedside.Infusion", "bedside.Verdict")
def treated(reach: Reach) -> Sequence[Promise]:
    """Everyone into whom a dose of these lots has begun to run."""
    return [
        Promise(
            person=row.person_id,
            code=row.code,
            lot=row.dose.lot.code,
            text=f"Dose {row.dose.code}, {row.cells:,} cells",
            at=row.started_at,
        )
        for row in selectors.infusions_reached(reach.nodes, reach.leaves)
    ]
