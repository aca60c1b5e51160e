"""How a recall runs: held first, in one short act; whom it reaches listed next; each contact written down; closed.

A drill goes the same way and places no hold. A look-back follows a late result, whose own act has held already.
"""

from collections.abc import Sequence
from itertools import chain

from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.verbs import Verb
from cordline.ledger.services import Act, Entry, act, next_code
from cordline.lineage import selectors as lineage
from cordline.lineage.services import place_hold_within
from cordline.lineage.types import HoldKind
from cordline.vigilance import rules, selectors, tracing, verbs
from cordline.vigilance.models import Recall, RecallContact
from cordline.vigilance.types import ContactState, RecallFacts, RecallKind, RecallReach, Subject


def recall(
    *, subject: str, reason: str, by: Actor, key: str, drill: bool = False
) -> tuple[Entry, RecallReach]:
    """Recall everything from one code, or drill it: hold at once, then list every container and everyone reached.

    The hold is a short act that takes the gate for itself; from its commit nothing more can be promised, so what the
    second act lists is whole. Gives the first act's entry and the reach.
    Refuses: codes.not_found, vigilance.nothing_to_hold, vigilance.reason_missing.
    Writes: vigilance.recall.opened or vigilance.drill.opened, then vigilance.reach.recorded.
    """
    kind = RecallKind.DRILL if drill else RecallKind.RECALL
    opened = _open(
        verbs.DRILL_OPENED if drill else verbs.RECALL_OPENED,
        kind,
        subject=subject,
        reason=reason,
        by=by,
        key=key,
    )
    return opened, _survey(verbs.REACH_RECORDED, opened.subject, subject=subject, by=by, key=key)


def open_look_back(*, subject: str, reason: str, by: Actor, key: str) -> Entry:
    """Open the look-back that a late result asks for; its material is on hold already.

    Writes: vigilance.look_back.opened, then vigilance.look_back.reach_recorded.
    """
    opened = _open(
        verbs.LOOK_BACK_OPENED, RecallKind.LOOK_BACK, subject=subject, reason=reason, by=by, key=key
    )
    _survey(verbs.LOOK_BACK_REACH_RECORDED, opened.subject, subject=subject, by=by, key=key)
    return opened


def _open(verb: Verb, kind: RecallKind, *, subject: str, reason: str, by: Actor, key: str) -> Entry:
    content = {"subject": subject, "reason": reason}
    with act(verb, by=by, key=key, content=content, subject=subject) as this:
        if this.answered:
            return this.entry
        found = tracing.resolve(subject)
        this.require(rules.why_not_open(found, reason))
        code = next_code(Kind.RECALL, this)
        holds = _hold(this, found, f"Recall {code}: {reason}") if kind is RecallKind.RECALL else []
        Recall.objects.create(
            code=code,
            kind=kind.value,
            site=by.site,
            subject=found.code,
            reason=reason.strip(),
            holds=holds,
            opened_by=by.code,
            opened_at=this.now,
        )
        return this.record(
            subject=code,
            units=[found.code, *holds],
            reason=reason,
            payload={"recall": code, "from": found.code, "holds": holds, "reason": reason},
        )


def _hold(this: Act, subject: Subject, reason: str) -> list[str]:
    """Place the holds of a recall: one on the thing itself where it is one; else on each lot or leaf it stands for."""
    if subject.nodes and lineage.is_target(subject.code):
        return [place_hold_within(this, on=subject.code, kind=HoldKind.RECALL, reason=reason)]
    if subject.kind == "PT":
        lots = lineage.nodes_by_id({*subject.nodes, *subject.lots})
        return [place_hold_within(this, on=lot.code, kind=HoldKind.RECALL, reason=reason) for lot in lots]
    if lineage.is_target(subject.code):
        return [place_hold_within(this, on=subject.code, kind=HoldKind.RECALL, reason=reason)]
    return [
        place_hold_within(this, on=leaf, kind=HoldKind.RECALL, reason=reason, leaf=True)
        for leaf in sorted({*subject.leaves, *tracing.linked(subject.leaves, up=False)})
    ]


def _survey(verb: Verb, code: str, *, subject: str, by: Actor, key: str) -> RecallReach:
    reach = selectors.recall_reach(subject)
    with act(verb, by=by, key=f"{key}:reach"[:100], content={"recall": code}, subject=code) as this:
        if this.answered:
            return reach
        rows = Recall.objects.filter(code=code)
        rows.update(
            surveyed_at=this.now,
            materials=len(reach.held),
            balance={"made": reach.balance.made, **reach.balance.parts},
            unaccounted=list(reach.balance.unaccounted),
            not_covered=list(reach.not_covered),
            survey_ms=int(reach.elapsed_ms),
        )
        _list_people(rows.get(), reach)
        people = len({promise.person for promise in chain(*reach.columns.values())})
        this.record(
            subject=code,
            units=_people(reach),
            payload={"recall": code, "people": people, "made": reach.balance.made},
        )
    return reach


def _list_people(recall_: Recall, reach: RecallReach) -> None:
    once = {
        (column, promise.person, promise.code): promise
        for column, promises in reach.columns.items()
        for promise in promises
    }
    RecallContact.objects.bulk_create(
        [
            RecallContact(
                recall=recall_,
                column=column,
                person=person,
                code=code,
                lot=promise.lot,
                text=promise.text[:200],
                at=promise.at,
            )
            for (column, person, code), promise in sorted(once.items())
        ]
    )


def _people(reach: RecallReach) -> Sequence[str]:
    return sorted({promise.person for promise in reach.columns["treated"]})


def check_contact(*, recall: str, contact: int, state: str, note: str, by: Actor, key: str) -> Entry:
    """Write down how far one person of a recall was reached; giving up needs its reason.

    Refuses: vigilance.recall_not_found, vigilance.recall_closed, vigilance.contact_not_found,
    vigilance.contact_state_unknown, vigilance.reason_missing. Writes: vigilance.contact.checked.
    """
    content = {"recall": recall, "contact": contact, "state": state, "note": note}
    with act(verbs.CONTACT_CHECKED, by=by, key=key, content=content, subject=recall) as this:
        if this.answered:
            return this.entry
        facts = _found(recall)
        row = RecallContact.objects.select_for_update().filter(recall__code=recall, id=contact).first()
        this.require(
            rules.why_not_write(facts),
            rules.why_not_contact_state(state),
            rules.why_not_reason(note) if state == ContactState.GIVEN_UP.value else [],
            [] if row else [Refusal("vigilance.contact_not_found", recall=recall, code=contact)],
        )
        assert row is not None  # noqa: S101 - required above
        RecallContact.objects.filter(id=row.id).update(
            state=state, note=note.strip(), checked_by=by.code, checked_at=this.now
        )
        return this.record(
            subject=recall,
            units=[row.person],
            payload={"person": row.person, "code": row.code, "state": state},
        )


def close_recall(*, recall: str, findings: str, by: Actor, key: str) -> Entry:
    """Close a recall or drill with its findings. Its holds stay until each is lifted on its own (W5).

    Refuses: vigilance.recall_not_found, vigilance.recall_closed, vigilance.reason_missing,
    vigilance.contacts_open, vigilance.unaccounted_open. Writes: vigilance.recall.closed.
    """
    content = {"recall": recall, "findings": findings}
    with act(verbs.RECALL_CLOSED, by=by, key=key, content=content, subject=recall) as this:
        if this.answered:
            return this.entry
        this.require(rules.why_not_close(_found(recall), findings))
        Recall.objects.filter(code=recall).update(
            closed_at=this.now, closed_by=by.code, findings=findings.strip()
        )
        return this.record(subject=recall, reason=findings, payload={"findings": findings})


def _found(code: str) -> RecallFacts:
    facts = selectors.recall_facts(code, lock=True)
    if facts is None:
        raise Refused([Refusal("vigilance.recall_not_found", code=code)])
    return facts
