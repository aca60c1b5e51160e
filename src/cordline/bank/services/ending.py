"""How a container ends without being used: destroyed before a witness, or lost."""

from cordline.bank import rules, verbs
from cordline.bank.models import Container
from cordline.bank.services.found import locked_containers
from cordline.bank.services.reserving import end_promises
from cordline.bank.types import ContainerFacts, ContainerState, ReservationState
from cordline.ground.actor import Actor
from cordline.ledger.services import Act, Entry, act


def destroy_container(*, container: str, reason: str, witness: str, by: Actor, key: str) -> Entry:
    """Destroy one container before a witness. A thawed one keeps when it was thawed.

    Refuses: bank.container_over, bank.reason_missing, bank.witness_missing, bank.witness_is_doer,
    bank.container_reserved. Writes: bank.container.destroyed.
    """
    content = {"container": container, "reason": reason, "witness": witness}
    with act(verbs.DESTROYED, by=by, key=key, content=content, subject=container) as this:
        if this.answered:
            return this.entry
        facts = destroy_container_within(this, container=container, reason=reason, witness=witness)
        return this.record(
            subject=container,
            units=[facts.lot],
            reason=reason,
            payload={"container": container, "lot": facts.lot, "witness": witness, "reason": reason},
        )


def destroy_container_within(this: Act, *, container: str, reason: str, witness: str) -> ContainerFacts:
    """Destroy one container inside another act (a dose given up). Refuses as ``destroy_container``."""
    [facts] = locked_containers([container])
    this.require(
        rules.why_not_destroy(facts, reason=reason, witness=witness, doer=this.by.code, here=this.by.site)
    )
    end_promises(this, [container], ReservationState.RELEASED, f"destroyed: {reason}")
    _end(this, container, ContainerState.DESTROYED, reason, witness)
    return facts


def declare_lost(*, container: str, reason: str, by: Actor, key: str) -> Entry:
    """Write one container off as lost; a promise of it ends with the same reason.

    Refuses: bank.container_over, bank.container_state, bank.reason_missing. Writes: bank.container.lost.
    """
    content = {"container": container, "reason": reason}
    with act(verbs.LOST, by=by, key=key, content=content, subject=container) as this:
        if this.answered:
            return this.entry
        [facts] = locked_containers([container])
        this.require(rules.why_not_declare_lost(facts, reason, here=by.site))
        end_promises(this, [container], ReservationState.RELEASED, f"lost: {reason}")
        _end(this, container, ContainerState.LOST, reason, "")
        return this.record(
            subject=container,
            units=[facts.lot],
            reason=reason,
            payload={"container": container, "lot": facts.lot, "plan": facts.reserved_plan, "reason": reason},
        )


def _end(this: Act, container: str, state: ContainerState, reason: str, witness: str) -> None:
    Container.objects.filter(code=container).update(
        state=state.value,
        position=None,
        checked_out_at=None,
        ended_at=this.now,
        ended_by=this.by.code,
        ended_reason=reason.strip(),
        witness=witness.strip(),
    )
