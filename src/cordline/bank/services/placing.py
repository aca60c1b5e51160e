"""How containers come into the cold, move in it, are taken out with their position kept, and come back."""

from collections.abc import Mapping, Sequence

from cordline.bank import rules, verbs
from cordline.bank.models import Container, Position
from cordline.bank.services.found import locked_containers, locked_positions
from cordline.bank.types import ContainerFacts, ContainerState, PositionFacts
from cordline.ground.actor import Actor
from cordline.ground.verbs import Verb
from cordline.ledger.services import Act, Entry, act, constraint_refuses

constraint_refuses("bank_container_position_id_key", "bank.position_raced")


def place_containers(*, places: Mapping[str, str], by: Actor, key: str) -> Entry:
    """Store freshly filled containers, each in the position named for it: all of the list or none (U111).

    ``places`` maps container codes to position codes. Refuses: bank.container_unknown, bank.position_unknown,
    bank.position_taken, bank.position_named_twice, bank.container_state, bank.foreign_site, bank.quarantine_only.
    Writes: bank.container.placed.
    """
    return _put(verbs.PLACED, places, by, key)


def move_containers(*, places: Mapping[str, str], by: Actor, key: str) -> Entry:
    """Move stored containers to other free positions: all of the list or none. Refuses as ``place_containers``.
    Writes: bank.container.moved."""
    return _put(verbs.MOVED, places, by, key)


def _put(verb: Verb, places: Mapping[str, str], by: Actor, key: str) -> Entry:
    names = list(places)
    with act(verb, by=by, key=key, content={"places": places}, subject=names[0] if names else "") as this:
        if this.answered:
            return this.entry
        this.require(rules.why_not_list(names))
        # Positions before containers, each kind in its own order, so that two lists never wait for each other.
        positions = locked_positions([places[name] for name in names])
        pairs = list(zip(locked_containers(names), positions, strict=True))
        this.require(rules.why_not_place(pairs, verb=verb.name, here=by.site))
        _write(this, pairs, free_first=verb is verbs.MOVED)
        return this.record(
            subject=pairs[0][1].path.rsplit(" / ", 1)[0],
            units=names,
            payload={"count": len(pairs), "places": {item.code: place.path for item, place in pairs}},
        )


def _write(this: Act, pairs: Sequence[tuple[ContainerFacts, PositionFacts]], *, free_first: bool) -> None:
    ids = dict(Position.objects.filter(code__in=[place.code for _, place in pairs]).values_list("code", "id"))
    stored = None if free_first else this.now
    for item, place in pairs:
        changes: dict[str, object] = {"position_id": ids[place.code], "state": ContainerState.STORED.value}
        if stored is not None:
            changes["stored_at"] = stored
        Container.objects.filter(code=item.code).update(**changes)


def check_out_containers(
    *, containers: Sequence[str], reason: str, by: Actor, key: str, to_site: str = ""
) -> Entry:
    """Take containers out of the cold for a reason; their positions stay kept for them (U112).

    ``to_site`` names the clinic they are carried to; they can be thawed there only. Refuses: bank.container_state,
    bank.reason_missing, bank.container_held, bank.foreign_site. Writes: bank.container.checked_out.
    """
    content = {"containers": containers, "reason": reason, "to_site": to_site}
    with act(
        verbs.CHECKED_OUT, by=by, key=key, content=content, subject=containers[0] if containers else ""
    ) as this:
        if this.answered:
            return this.entry
        this.require(rules.why_not_list(containers))
        facts = locked_containers(containers)
        this.require(
            *(rules.why_not_check_out(item, reason, to=to_site or by.site, here=by.site) for item in facts)
        )
        Container.objects.filter(code__in=containers).update(
            state=ContainerState.CHECKED_OUT.value,
            at_site=to_site or by.site,
            checked_out_at=this.now,
            checked_out_by=by.code,
            checked_out_reason=reason.strip(),
        )
        return this.record(
            subject=", ".join(containers[:4]),
            units=list(containers),
            reason=reason,
            payload={"containers": containers, "to_site": to_site or by.site, "reason": reason},
        )


def return_containers(*, places: Mapping[str, str], by: Actor, key: str) -> Entry:
    """Put checked-out containers back, each into the position that was kept for it.

    Refuses: bank.position_kept, bank.container_state. Writes: bank.container.returned.
    """
    names = list(places)
    with act(
        verbs.RETURNED, by=by, key=key, content={"places": places}, subject=names[0] if names else ""
    ) as this:
        if this.answered:
            return this.entry
        this.require(rules.why_not_list(names))
        facts = locked_containers(names)
        this.require(*(rules.why_not_return(item, places[item.code], here=by.site) for item in facts))
        for item in facts:
            Container.objects.filter(code=item.code).update(
                state=ContainerState.STORED.value, at_site=item.home, checked_out_at=None
            )
        return this.record(
            subject=", ".join(names[:4]),
            units=names,
            payload={"places": {item.code: item.place for item in facts}},
        )
