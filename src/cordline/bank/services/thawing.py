"""How a container leaves the cold for good: thawed with a clock of its own, then used up."""

from collections.abc import Sequence

from cordline.bank import rules, verbs
from cordline.bank.models import Container
from cordline.bank.services.found import locked_containers
from cordline.bank.services.reserving import end_promises
from cordline.bank.types import Claim, ContainerFacts, ContainerState, ReservationState
from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.ledger.services import Act, Entry, act


def thaw_container(*, container: str, use: Use, by: Actor, key: str, plan: str = "") -> Entry:
    """Thaw one container for one use; its clock starts and cannot be undone (U112). For a patient: its own plan's.

    Refuses: bank.container_unknown, bank.container_state, bank.container_held, bank.lot_not_released,
    bank.lot_expired, bank.use_wrong, bank.container_not_reserved, bank.container_reserved, bank.foreign_site.
    Writes: bank.container.thawed.
    """
    content = {"container": container, "use": use, "plan": plan}
    with act(verbs.THAWED, by=by, key=key, content=content, subject=container) as this:
        if this.answered:
            return this.entry
        facts = thaw_container_within(this, container=container, use=use, plan=plan)
        return this.record(
            subject=container,
            units=[facts.lot],
            payload={
                "container": container,
                "lot": facts.lot,
                "use": use,
                "plan": plan,
                "thawed_at": this.now,
            },
        )


def thaw_container_within(this: Act, *, container: str, use: Use, plan: str = "") -> ContainerFacts:
    """Thaw one container inside an act that gives leave. Its clock is ``this.now``. Refuses as ``thaw_container``."""
    [facts] = locked_containers([container])
    this.require(rules.why_not_thaw(facts, use=use.value, plan=plan, now=this.now, here=this.by.site))
    Container.objects.filter(code=container).update(
        state=ContainerState.THAWED.value,
        position=None,
        at_site=this.by.site,
        checked_out_at=None,
        thawed_at=this.now,
        thawed_by=this.by.code,
        thawed_for=plan or use.value,
    )
    return facts


def consume_containers(
    *,
    containers: Sequence[str],
    use: Use,
    reason: str,
    by: Actor,
    key: str,
    plan: str = "",
    patient: str = "",
) -> Entry:
    """Record that thawed containers were used up, and for what. Refuses: bank.container_state, bank.container_held,
    bank.lot_not_released, bank.lot_expired, bank.autologous, bank.container_not_reserved.
    Writes: bank.container.consumed."""
    content = {"containers": containers, "use": use, "reason": reason, "plan": plan, "patient": patient}
    with act(
        verbs.CONSUMED, by=by, key=key, content=content, subject=containers[0] if containers else ""
    ) as this:
        if this.answered:
            return this.entry
        claim = Claim(plan=plan, patient=patient, use=use.value)
        facts = consume_containers_within(this, containers=containers, claim=claim, reason=reason)
        return this.record(
            subject=", ".join(containers[:4]),
            units=[facts[0].lot, *containers],
            reason=reason,
            payload={"containers": containers, "use": use, "plan": plan},
        )


def consume_containers_within(
    this: Act, *, containers: Sequence[str], claim: Claim, reason: str
) -> list[ContainerFacts]:
    """Use up thawed containers inside an act that gives leave (a dose, a culture), and give what they were."""
    facts = locked_containers(containers)
    this.require(
        rules.why_not_issue(facts, claim, now=this.now, here=this.by.site), rules.why_not_reason(reason)
    )
    Container.objects.filter(code__in=containers).update(
        state=ContainerState.CONSUMED.value,
        ended_at=this.now,
        ended_by=this.by.code,
        ended_reason=reason.strip(),
    )
    end_promises(this, containers, ReservationState.USED, reason)
    return facts
