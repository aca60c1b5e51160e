"""What trace and recall must know of the bank: containers are leaves of the lineage, reservations are promises."""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from cordline.bank.models import Lot, Reservation
from cordline.bank.types import ContainerState, Disposition, LotKind, ReservationState
from cordline.ground.codes import Kind
from cordline.ground.products import Use
from cordline.lineage.reaching import Described, Leaves, Promise, Reach, describes, leaves, promises

# A filled container that was never placed is missing here on purpose: nobody can say where it is.
leaves(
    Leaves(
        kind=Kind.VIAL,
        model="bank.Container",
        parts={
            ContainerState.STORED.value: "stocked",
            ContainerState.CHECKED_OUT.value: "in_use",
            ContainerState.THAWED.value: "in_use",
            ContainerState.CONSUMED.value: "used",
            ContainerState.DESTROYED.value: "destroyed",
            ContainerState.LOST.value: "lost",
        },
    )
)


@promises("booked", "bank.Reservation", "bank.Container", "bank.Lot", "bank.LotUse")
def reserved(reach: Reach) -> Sequence[Promise]:
    """Everyone for whom a container of these lots is kept, or one of these containers."""
    rows = (
        Reservation.objects.filter(state=ReservationState.ACTIVE.value)
        .filter(Q(container__lot_id__in=reach.nodes) | Q(container__code__in=reach.leaves))
        .select_related("container__lot")
        .order_by("plan", "container__code")
    )
    kept: dict[tuple[str, str, str], list[Reservation]] = {}
    for row in rows:
        kept.setdefault((row.patient, row.plan, row.container.lot.code), []).append(row)
    return [
        Promise(
            patient,
            plan,
            lot,
            f"{len(theirs)} container{'s' if len(theirs) > 1 else ''} reserved",
            theirs[0].reserved_at,
        )
        for (patient, plan, lot), theirs in kept.items()
    ]


@describes(Kind.LOT, Kind.BANK, Kind.SECRETOME_LOT)
def lots(codes: Sequence[str]) -> Mapping[str, Described]:
    """A lot in a trace: passage, and how it stands for patients (a bank: how many containers were filled)."""
    rows = Lot.objects.filter(code__in=codes).prefetch_related("uses")
    return {row.code: _described(row) for row in rows}


def _described(row: Lot) -> Described:
    if row.kind != LotKind.LOT.value:
        return Described(f"P{row.passage}, {row.filled} filled", "pass", "Banked")
    use = next((one for one in row.uses.all() if one.use == Use.PATIENT.value), None)
    found = Disposition(use.state) if use else Disposition.IN_REVIEW
    state = {
        Disposition.IN_REVIEW: "waiting",
        Disposition.RELEASED: "pass",
        Disposition.CONDITIONAL: "warn",
        Disposition.REJECTED: "stop",
        Disposition.SUSPENDED: "hold",
    }[found]
    return Described(f"P{row.passage}", state, found.label)
