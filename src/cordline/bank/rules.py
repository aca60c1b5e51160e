"""Every reason why a container may not be placed, promised, thawed or issued: pure judgements, all reasons at once.

Times are the database's. Holds come in as facts that already cover ancestors and exposures (I7).
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from cordline.bank import limits, refusals  # noqa: F401 - registers the sentences
from cordline.bank.states import MOVES
from cordline.bank.types import (
    Claim,
    ContainerFacts,
    ContainerState,
    Disposition,
    LotFacts,
    LotKind,
    PositionFacts,
)
from cordline.ground.products import Use
from cordline.ground.refusal import Refusal

PLACED = "bank.container.placed"
MOVED = "bank.container.moved"
CHECKED_OUT = "bank.container.checked_out"
RETURNED = "bank.container.returned"
THAWED = "bank.container.thawed"
CONSUMED = "bank.container.consumed"
DESTROYED = "bank.container.destroyed"
LOST = "bank.container.lost"


def why_not_move(container: ContainerFacts, verb: str, *, here: str) -> list[Refusal]:
    """Give every reason why the container's state and site do not allow this verb."""
    reasons: list[Refusal] = []
    if container.site != here:
        reasons.append(Refusal("bank.foreign_site", thing=container.code, site=container.site, here=here))
    if container.state in MOVES[verb].sources:
        return reasons
    if container.state.is_over:
        return [
            *reasons,
            Refusal("bank.container_over", container=container.code, state=_word(container.state)),
        ]
    wanted = " or ".join(sorted(_word(state) for state in MOVES[verb].sources))
    return [
        *reasons,
        Refusal(
            "bank.container_state", container=container.code, state=_word(container.state), wanted=wanted
        ),
    ]


def why_not_place(
    pairs: Sequence[tuple[ContainerFacts, PositionFacts]], *, verb: str = PLACED, here: str
) -> list[Refusal]:
    """Give every reason why these containers may not go into these positions, judged as one list (I3)."""
    reasons = _twice("bank.container_named_twice", "container", [container.code for container, _ in pairs])
    reasons += _twice("bank.position_named_twice", "position", [position.path for _, position in pairs])
    for container, position in pairs:
        reasons += why_not_move(container, verb, here=here)
        if position.site != here:
            reasons.append(Refusal("bank.foreign_site", thing=position.code, site=position.site, here=here))
        if position.container and position.container != container.code:
            reasons.append(
                Refusal("bank.position_taken", position=position.path, container=position.container)
            )
        if container.holds and not position.quarantine:
            reasons.append(Refusal("bank.quarantine_only", container=container.code, position=position.path))
    return reasons


def why_not_return(container: ContainerFacts, position: str, *, here: str) -> list[Refusal]:
    """Give every reason why a checked-out container may not go back; only its own kept position takes it."""
    reasons = why_not_move(container, RETURNED, here=here)
    if container.position != position:
        reasons.append(Refusal("bank.position_kept", position=position, container=container.code))
    return reasons


def why_not_reserve(containers: Sequence[ContainerFacts], claim: Claim, *, now: datetime) -> list[Refusal]:
    """Give every reason why these containers may not be promised to this plan (I4, I8).

    A clinic promises what the laboratory stores, so the site does not matter here; it does at the thaw.
    """
    reasons: list[Refusal] = []
    if not claim.plan.strip() or not claim.patient.strip():
        reasons.append(Refusal("bank.plan_missing"))
    if not containers:
        reasons.append(Refusal("bank.none_asked"))
    if len(containers) > limits.MOST_TO_RESERVE:
        reasons.append(Refusal("bank.too_many_asked", wanted=len(containers), most=limits.MOST_TO_RESERVE))
    reasons += _twice("bank.container_named_twice", "container", [container.code for container in containers])
    for container in containers:
        if container.state is not ContainerState.STORED:
            reasons.append(_wants_stored(container))
        if container.reserved_plan:
            reasons.append(
                Refusal("bank.container_reserved", container=container.code, plan=container.reserved_plan)
            )
        reasons += why_not_leave(container, use=claim.use, now=now)
        reasons += why_not_person(container, patient=claim.patient, person=claim.person)
    return _once(reasons)


def why_not_leave(container: ContainerFacts, *, use: str, now: datetime) -> list[Refusal]:
    """Give every reason why nothing may leave this container's lot for this use now: use, release, expiry, holds."""
    reasons = [
        Refusal("bank.container_held", container=container.code, hold=hold) for hold in container.holds
    ]
    if (container.kind is LotKind.LOT) == (use == Use.FURTHER_CULTURE):
        reasons.append(
            Refusal(
                "bank.use_wrong", container=container.code, kind=container.kind.label.lower(), use=_use(use)
            )
        )
    state = container.dispositions.get(use, Disposition.IN_REVIEW)
    if not state.gives_leave:
        reasons.append(Refusal("bank.lot_not_released", lot=container.lot, state=_word(state), use=_use(use)))
    if now >= container.expires_at:
        reasons.append(
            Refusal("bank.lot_expired", lot=container.lot, expires_at=f"{container.expires_at:%-d %b %Y}")
        )
    return reasons


def why_not_person(container: ContainerFacts, *, patient: str, person: str) -> list[Refusal]:
    """Give the reason why this container is not for this patient: another person's own cells (I4)."""
    if container.autologous_for and container.autologous_for not in {patient, person}:
        return [Refusal("bank.autologous", container=container.code, patient=patient)]
    return []


def why_not_thaw(
    container: ContainerFacts, *, use: str, plan: str, now: datetime, here: str
) -> list[Refusal]:
    """Give every reason why this container may not be thawed now. For a patient it must be that plan's own promise.

    Refuses: bank.container_held, bank.lot_expired, bank.lot_not_released, bank.use_wrong, bank.container_state,
    bank.container_not_reserved, bank.container_reserved.
    """
    reasons = why_not_move(container, THAWED, here=here) + why_not_leave(container, use=use, now=now)
    if use == Use.PATIENT and (not plan or container.reserved_plan != plan):
        reasons.append(
            Refusal("bank.container_not_reserved", container=container.code, plan=plan or "nobody named")
        )
    elif container.reserved_plan and container.reserved_plan != plan:
        reasons.append(
            Refusal("bank.container_reserved", container=container.code, plan=container.reserved_plan)
        )
    return reasons


def why_not_issue(
    containers: Sequence[ContainerFacts], claim: Claim, *, now: datetime, here: str
) -> list[Refusal]:
    """Give every reason why these thawed containers may not be used up for this claim (into a dose or a culture)."""
    reasons = _twice("bank.container_named_twice", "container", [container.code for container in containers])
    if not containers:
        reasons.append(Refusal("bank.none_asked"))
    for container in containers:
        reasons += why_not_move(container, CONSUMED, here=here)
        reasons += why_not_leave(container, use=claim.use, now=now)
        if claim.use == Use.PATIENT:
            reasons += why_not_person(container, patient=claim.patient, person=claim.person)
            if container.reserved_plan != claim.plan:
                reasons.append(
                    Refusal("bank.container_not_reserved", container=container.code, plan=claim.plan)
                )
    return _once(reasons)


def why_not_check_out(container: ContainerFacts, reason: str, *, to: str, here: str) -> list[Refusal]:
    """Give every reason why a container may not be taken out of the cold; a held one does not leave its site."""
    reasons = why_not_move(container, CHECKED_OUT, here=here) + why_not_reason(reason)
    if to != here:
        reasons += [
            Refusal("bank.container_held", container=container.code, hold=hold) for hold in container.holds
        ]
    return reasons


def why_not_destroy(
    container: ContainerFacts, *, reason: str, witness: str, doer: str, here: str
) -> list[Refusal]:
    """Give every reason why a container may not be destroyed: it takes a reason and a second pair of eyes."""
    reasons = why_not_move(container, DESTROYED, here=here) + why_not_reason(reason)
    if not witness.strip():
        reasons.append(Refusal("bank.witness_missing"))
    elif witness.strip() == doer:
        reasons.append(Refusal("bank.witness_is_doer"))
    if container.reserved_plan:
        reasons.append(
            Refusal("bank.container_reserved", container=container.code, plan=container.reserved_plan)
        )
    return reasons


def why_not_declare_lost(container: ContainerFacts, reason: str, *, here: str) -> list[Refusal]:
    """Give every reason why a container may not be written off as lost."""
    return why_not_move(container, LOST, here=here) + why_not_reason(reason)


def why_not_fill(count: int, cells: int, volume_ml: Decimal, viability_pct: Decimal) -> list[Refusal]:
    """Give every reason why containers cannot hold what is claimed of them (I13)."""
    reasons: list[Refusal] = []
    if not 1 <= count <= limits.MOST_CONTAINERS_AT_ONCE:
        reasons.append(
            Refusal("bank.containers_impossible", count=count, most=limits.MOST_CONTAINERS_AT_ONCE)
        )
    if not limits.LEAST_CELLS <= cells <= limits.MOST_CELLS_IN_CONTAINER:
        reasons.append(
            Refusal(
                "bank.cells_impossible",
                cells=cells,
                least=limits.LEAST_CELLS,
                most=limits.MOST_CELLS_IN_CONTAINER,
            )
        )
    if not volume_ml.is_finite() or not 0 < volume_ml <= limits.MOST_CONTAINER_ML:
        reasons.append(Refusal("bank.volume_impossible", volume=volume_ml, most=limits.MOST_CONTAINER_ML))
    if not viability_pct.is_finite() or not 0 <= viability_pct <= 100:
        reasons.append(Refusal("bank.viability_impossible", viability=viability_pct))
    return reasons


def why_not_enough(lot: LotFacts, *, free: int, wanted: int) -> list[Refusal]:
    """Give the reason why ``wanted`` containers cannot be picked from this lot."""
    if wanted < 1:
        return [Refusal("bank.none_asked")]
    if wanted > limits.MOST_TO_RESERVE:
        return [Refusal("bank.too_many_asked", wanted=wanted, most=limits.MOST_TO_RESERVE)]
    if free < wanted:
        return [Refusal("bank.too_few_containers", lot=lot.code, free=free, wanted=wanted)]
    return []


def why_not_release(containers: Sequence[ContainerFacts], reason: str) -> list[Refusal]:
    """Give every reason why promises may not be given up: a thawed vial is dispositioned, never handed back."""
    return why_not_reason(reason) + [
        Refusal("bank.thawed_for_plan", container=container.code, plan=container.reserved_plan)
        for container in containers
        if container.state is ContainerState.THAWED
    ]


def why_not_list(names: Sequence[str]) -> list[Refusal]:
    """Give the reason why a list of containers cannot be worked through: empty, or too long for one act."""
    if not names:
        return [Refusal("bank.none_asked")]
    if len(names) > limits.MOST_CONTAINERS_AT_ONCE:
        return [Refusal("bank.too_many_asked", wanted=len(names), most=limits.MOST_CONTAINERS_AT_ONCE)]
    return []


def why_not_shape(rows: int, columns: int) -> list[Refusal]:
    """Give the reason why a box cannot have so many rows and columns."""
    if 1 <= rows <= limits.BOX_ROWS and 1 <= columns <= limits.BOX_COLUMNS:
        return []
    return [Refusal("bank.box_shape", rows=limits.BOX_ROWS, columns=limits.BOX_COLUMNS)]


def why_not_named(name: str, where: str, *, taken: bool) -> list[Refusal]:
    """Give the reason why a storage place cannot bear this name there."""
    if not name.strip():
        return [Refusal("bank.place_name_missing")]
    return [Refusal("bank.place_name_taken", name=name.strip(), where=where)] if taken else []


def why_not_reason(reason: str) -> list[Refusal]:
    """Give the refusal of an act that must say why and does not."""
    return [] if reason.strip() else [Refusal("bank.reason_missing")]


def _wants_stored(container: ContainerFacts) -> Refusal:
    if container.state.is_over:
        return Refusal("bank.container_over", container=container.code, state=_word(container.state))
    return Refusal(
        "bank.container_state", container=container.code, state=_word(container.state), wanted="stored"
    )


def _twice(code: str, fact: str, names: Sequence[str]) -> list[Refusal]:
    seen: set[str] = set()
    doubled: list[str] = []
    for name in names:
        if name in seen and name not in doubled:
            doubled.append(name)
        seen.add(name)
    return [Refusal(code, **{fact: name}) for name in doubled]


def _once(reasons: Sequence[Refusal]) -> list[Refusal]:
    return list(dict.fromkeys(reasons))


def _reason(reason: str) -> list[Refusal]:
    return [] if reason.strip() else [Refusal("bank.reason_missing")]


def _word(state: ContainerState | Disposition) -> str:
    return state.value.replace("_", " ")


def _use(use: str) -> str:
    return use.replace("_", " ")
