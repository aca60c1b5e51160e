"""How containers are promised to a plan and how a promise is given up; two claims never get the same vial (I8)."""

from collections.abc import Sequence

from cordline.bank import rules, selectors, verbs
from cordline.bank.models import Container, Reservation
from cordline.bank.services.found import known_lot, locked_containers
from cordline.bank.types import Claim, ContainerFacts, LotFacts, ReservationState
from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act, constraint_refuses

TURNS = 3  # so often a claim looks again when others were quicker, before it is told so
constraint_refuses("bank_container_promised_once", "bank.promise_raced")


def reserve_containers(
    *,
    plan: str,
    patient: str,
    by: Actor,
    key: str,
    lots: Sequence[str] = (),
    wanted: int = 0,
    containers: Sequence[str] = (),
    use: Use = Use.PATIENT,
    person: str = "",
) -> Entry:
    """Promise containers to one plan of one patient: those named, or ``wanted`` of one of the ``lots``, oldest first.

    The caller knows the signed plan and names the lots that may serve it. Containers come from one lot.
    Refuses: bank.too_few_containers, bank.container_reserved, bank.lot_not_released, bank.lot_expired,
    bank.container_held, bank.autologous, bank.container_state, bank.plan_missing. Writes: bank.container.reserved.
    """
    content = {
        "plan": plan,
        "patient": patient,
        "lots": lots,
        "wanted": wanted,
        "containers": containers,
        "use": use,
        "person": person,
    }
    with act(verbs.RESERVED, by=by, key=key, content=content, subject=plan) as this:
        if this.answered:
            return this.entry
        claim = Claim(plan=plan, patient=patient, use=use.value, person=person)
        promised = reserve_containers_within(
            this, claim=claim, lots=lots, wanted=wanted, containers=containers
        )
        return this.record(
            subject=plan,
            units=[promised[0].lot, *(item.code for item in promised), patient],
            payload={
                "count": len(promised),
                "lot": promised[0].lot,
                "containers": [item.code for item in promised],
                "patient": patient,
                "use": use,
            },
        )


def reserve_containers_within(
    this: Act,
    *,
    claim: Claim,
    lots: Sequence[str] = (),
    wanted: int = 0,
    containers: Sequence[str] = (),
) -> list[ContainerFacts]:
    """Write promises inside an act that gives leave, and give the containers promised. Refuses as
    ``reserve_containers``."""
    chosen = locked_containers(containers) if containers else _pick(this, claim, lots, wanted)
    this.require(rules.why_not_reserve(chosen, claim, now=this.now))
    ids = dict(Container.objects.filter(code__in=[item.code for item in chosen]).values_list("code", "id"))
    Reservation.objects.bulk_create(
        Reservation(
            container_id=ids[item.code],
            autologous_for=item.autologous_for,
            plan=claim.plan,
            patient=claim.patient,
            person=claim.person,
            use=claim.use,
            reserved_at=this.now,
            reserved_by=this.by.code,
        )
        for item in chosen
    )
    return chosen


def _pick(this: Act, claim: Claim, lots: Sequence[str], wanted: int) -> list[ContainerFacts]:
    """Choose from the first lot to expire that can serve the whole claim; else tell each lot's reasons."""
    if not lots:
        raise Refused([Refusal("bank.none_asked")])
    known = sorted(
        (known_lot(code) for code in dict.fromkeys(lots)), key=lambda lot: (lot.expires_at, lot.node)
    )
    reasons: list[Refusal] = []
    for lot in known:
        chosen, why = _pick_from(this, claim, lot, wanted)
        if not why:
            return chosen
        reasons += why
    raise Refused(dict.fromkeys(reasons))


def _pick_from(
    this: Act, claim: Claim, lot: LotFacts, wanted: int
) -> tuple[list[ContainerFacts], list[Refusal]]:
    """Lock the oldest usable containers of one lot, or give every reason why it cannot serve the claim.

    What another claim is being promised at this moment is passed over and not waited for: near the end of a lot the
    second of two simultaneous claims is told so at once.
    """
    busy = 0
    for _ in range(TURNS):
        free = selectors.free_containers(lot.code)
        usable = [item.code for item in free if not rules.why_not_reserve([item], claim, now=this.now)]
        short = rules.why_not_enough(lot, free=len(usable), wanted=wanted)
        if short:
            why = rules.why_not_reserve(free[:1], claim, now=this.now) if free and not usable else []
            return [], [*why, *short]
        locked = selectors.locked_at_once(usable, wanted)
        chosen = [item for item in locked if not rules.why_not_reserve([item], claim, now=this.now)]
        if len(chosen) == wanted:
            return chosen, []
        busy = wanted - len(chosen)
    return [], [Refusal("bank.being_promised", lot=lot.code, wanted=wanted, busy=busy)]


def release_reservations(
    *, plan: str, reason: str, by: Actor, key: str, containers: Sequence[str] = ()
) -> Entry:
    """Give up a plan's promises, all or those of the containers named; the containers are free again.

    Refuses: bank.reservation_none, bank.reason_missing, bank.thawed_for_plan. Writes: bank.reservation.released.
    """
    content = {"plan": plan, "reason": reason, "containers": containers}
    with act(verbs.RESERVATION_RELEASED, by=by, key=key, content=content, subject=plan) as this:
        if this.answered:
            return this.entry
        freed = release_reservations_within(this, plan=plan, reason=reason, containers=containers)
        return this.record(
            subject=plan,
            units=freed,
            reason=reason,
            payload={"count": len(freed), "containers": freed, "reason": reason},
        )


def release_reservations_within(
    this: Act, *, plan: str, reason: str, containers: Sequence[str] = ()
) -> list[str]:
    """End a plan's promises inside another act, and give the codes of the containers that are free again."""
    held = [item.container for item in selectors.promises(plan=plan)]
    named = list(dict.fromkeys(containers)) or held
    facts = locked_containers(named)
    none = [
        Refusal("bank.reservation_none", container=item.code, plan=plan)
        for item in facts
        if item.reserved_plan != plan
    ]
    if not facts:
        none = [Refusal("bank.reservation_none", container="any container", plan=plan)]
    this.require(none, rules.why_not_release(facts, reason))
    end_promises(this, named, ReservationState.RELEASED, reason)
    return named


def end_promises(this: Act, containers: Sequence[str], state: ReservationState, reason: str) -> None:
    """Write the end of the active promises of these containers."""
    Reservation.objects.filter(container__code__in=containers, state="active").update(
        state=state.value, ended_at=this.now, ended_by=this.by.code, ended_reason=reason.strip()
    )
