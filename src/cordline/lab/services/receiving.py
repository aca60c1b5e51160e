"""How a cord comes in: judged on what was recorded of its way, accepted or rejected with every reason."""

from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal

from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal, Refused
from cordline.lab import rules, selectors, verbs
from cordline.lab.models import Cord
from cordline.lab.services.found import limits_for
from cordline.lab.types import CordFacts, CordVerdict, Integrity
from cordline.ledger.services import Act, Entry, act, constraint_refuses, next_code
from cordline.lineage.selectors import node as node_of
from cordline.lineage.services import create_node_within
from cordline.lineage.types import NodeFacts

constraint_refuses("lab_cord_donation_id_key", "lab.cord_raced")


def receive_cord(
    *,
    donation: str,
    born_at: datetime | None,
    arrived_at: datetime,
    lowest_c: Decimal | None,
    highest_c: Decimal | None,
    integrity: Integrity,
    consent_seen: bool,
    labels_matched: bool,
    by: Actor,
    key: str,
    weight_g: Decimal | None = None,
) -> Entry:
    """Receive the cord of one donation and judge it; a twin is a donation of its own (W7).

    ``consent_seen`` is what the receiver saw on paper; a consent withdrawn in the donors' records rejects as well.
    A rejection is no refusal: the cord is here, it gets its code, and every reason is kept. Refuses, because nothing
    can have come so: lab.donation_unknown, lab.cord_twice, lab.in_future, lab.no_zone,
    lab.cord_temperature_order, lab.number_negative, lab.number_too_large, lab.no_limits. Writes: lab.cord.received.
    """
    facts = CordFacts(
        donation, born_at, arrived_at, lowest_c, highest_c, integrity, consent_seen, labels_matched
    )
    # A time without a zone cannot even be written down as what was asked for.
    zoneless = rules.why_not_zoned(facts)
    if zoneless:
        raise Refused(zoneless)
    content = asdict(facts) | {"weight_g": weight_g}
    with act(verbs.CORD_RECEIVED, by=by, key=key, content=content, subject=donation) as this:
        if this.answered:
            return this.entry
        code, verdict, reasons, limits_version = receive_cord_within(this, facts, weight_g=weight_g)
        return this.record(
            subject=code,
            units=[donation],
            reason=" ".join(reason.text for reason in reasons),
            payload={
                "cord": code,
                "donation": donation,
                "verdict": verdict,
                "reasons": [reason.as_json() for reason in reasons],
                "limits_version": limits_version,
            },
        )


def receive_cord_within(
    this: Act, facts: CordFacts, *, weight_g: Decimal | None
) -> tuple[str, CordVerdict, list[Refusal], int]:
    """Receive a cord inside the caller's act; gives its code, the verdict, its reasons and the limits' version.

    Refuses as ``receive_cord``.
    """
    given = _donation(facts.donation)
    consented = facts.consent_in_force and selectors.consent_in_force(facts.donation)
    facts = replace(facts, consent_in_force=consented)
    allowed = limits_for(this, Product.MSC_WJ)
    known = selectors.cord_of(facts.donation)
    twice = [Refusal("lab.cord_twice", donation=facts.donation, cord=known.code)] if known else []
    this.require(twice, rules.why_not_arrive(facts, weight_g=weight_g, now=this.now))
    reasons = rules.why_reject_cord(facts, allowed)
    verdict = CordVerdict.REJECTED if reasons else CordVerdict.ACCEPTED
    return _bear(this, given, facts, reasons, weight_g, allowed.version), verdict, reasons, allowed.version


def _donation(code: str) -> NodeFacts:
    found = node_of(code)
    if found is None or found.kind is not Kind.DONATION:
        raise Refused([Refusal("lab.donation_unknown", donation=code)])
    return found


def _bear(
    this: Act,
    given: NodeFacts,
    facts: CordFacts,
    reasons: list[Refusal],
    weight_g: Decimal | None,
    limits_version: int,
) -> str:
    code = next_code(Kind.CORD, this)
    node = create_node_within(this, kind=Kind.CORD, code=code, parents=[given.code], site=this.by.site)
    Cord.objects.create(
        node_id=node,
        code=code,
        donation_id=given.id,
        site=this.by.site,
        verdict=(CordVerdict.REJECTED if reasons else CordVerdict.ACCEPTED).value,
        reasons=[reason.as_json() for reason in reasons],
        born_at=facts.born_at,
        arrived_at=facts.arrived_at,
        lowest_c=facts.lowest_c,
        highest_c=facts.highest_c,
        integrity=facts.integrity.value,
        consent_seen=facts.consent_in_force,
        labels_matched=facts.labels_matched,
        weight_g=weight_g,
        limits_version=limits_version,
        received_by=this.by.code,
    )
    return code
