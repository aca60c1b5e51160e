"""Follow-up protocols as versioned data, and the contacts an infusion opens by them."""

from collections.abc import Sequence
from datetime import datetime

from cordline.followup import rules, selectors, verbs
from cordline.followup.models import Contact, Protocol
from cordline.followup.types import Step
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Product, Route
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act, next_codes


def record_protocol(
    *,
    product: Product,
    route: Route,
    steps: Sequence[Step],
    by: Actor,
    key: str,
    effective_from: datetime | None = None,
) -> Entry:
    """Enter a new version of the contacts that follow an infusion at this site; "default" until confirmed.

    Refuses: followup.protocol_empty, followup.protocol_step_impossible. Writes: followup.protocol.recorded.
    """
    stored = selectors.steps_as_json(steps)
    asked = {"product": product, "route": route, "steps": stored, "from": effective_from}
    subject = f"{by.site} {product.value} {route.value}"
    with act(verbs.PROTOCOL_RECORDED, by=by, key=key, content=asked, subject=subject) as this:
        if this.answered:
            return this.entry
        this.require(rules.why_not_protocol(steps))
        rows = Protocol.objects.filter(site=by.site, product=product, route=route).order_by("-version")
        version = (rows.values_list("version", flat=True).first() or 0) + 1
        Protocol.objects.create(
            site=by.site,
            product=product,
            route=route,
            version=version,
            steps=stored,
            effective_from=effective_from or this.now,
            recorded_by=by.code,
        )
        return this.record(subject=subject, payload={"version": version})


def confirm_protocol(*, product: Product, route: Route, version: int, by: Actor, key: str) -> Entry:
    """Confirm one version of the protocol as this site's own, as a physician.

    Refuses: followup.protocol_missing, followup.protocol_confirmed_already. Writes: followup.protocol.confirmed.
    """
    asked = {"product": product, "route": route, "version": version}
    subject = f"{by.site} {product.value} {route.value}"
    with act(verbs.PROTOCOL_CONFIRMED, by=by, key=key, content=asked, subject=subject) as this:
        if this.answered:
            return this.entry
        rows = Protocol.objects.filter(site=by.site, product=product, route=route, version=version)
        row = rows.first()
        if row is None:
            raise Refused([Refusal("followup.protocol_missing", product=product.label, route=route.value)])
        this.require([Refusal("followup.protocol_confirmed_already")] if row.confirmed_at else [])
        rows.update(confirmed_by=by.code, confirmed_at=this.now)
        return this.record(subject=subject, payload={"version": version})


def open_contacts_within(
    this: Act,
    *,
    site: str,
    person: str,
    infusion: str,
    product: Product,
    route: Route,
    expected_end: datetime,
    zone: str,
) -> list[str]:
    """Open every contact of the protocol inside the act that starts the infusion, so that none can be forgotten (I9).

    Their times count from the expected end and are set anew when it ends. Refuses: followup.protocol_missing,
    followup.zone_unknown, followup.contacts_open_already.
    """
    protocol = selectors.protocol_in_force(site, product, route, at=this.now)
    place = rules.zone_or_none(zone)
    this.require(
        [] if protocol else [Refusal("followup.protocol_missing", product=product.label, route=route.value)],
        [] if place else [Refusal("followup.zone_unknown", zone=zone)],
        [Refusal("followup.contacts_open_already", infusion=infusion)]
        if Contact.objects.filter(infusion=infusion).exists()
        else [],
    )
    assert protocol is not None and place is not None  # noqa: PT018, S101 - refused above
    due = rules.contacts_of(selectors.read_steps(protocol.steps), expected_end, place)
    codes = next_codes(Kind.CONTACT, len(due), this)
    Contact.objects.bulk_create(
        Contact(
            code=code,
            site=site,
            person_id=person,
            infusion=infusion,
            protocol=protocol,
            step=contact.step,
            zone=zone,
            due_at=contact.due_at,
            opens_at=contact.opens_at,
            late_at=contact.late_at,
            alert=contact.alert,
        )
        for code, contact in zip(codes, due, strict=True)
    )
    return codes


def place_contacts_within(this: Act, *, infusion: str, ended_at: datetime) -> None:
    """Set the times of an infusion's open contacts from its true end, inside the act that ends it."""
    rows = list(
        Contact.objects.select_for_update(no_key=True, of=("self",))
        .filter(infusion=infusion, ending=None)
        .select_related("protocol")
        .order_by("id")
    )
    if not rows:
        return
    place = rules.zone_or_none(rows[0].zone)
    assert place is not None  # noqa: S101 - judged when the contacts were opened
    due = {
        contact.step: contact
        for contact in rules.contacts_of(selectors.read_steps(rows[0].protocol.steps), ended_at, place)
    }
    for row in rows:
        contact = due[row.step]
        row.due_at, row.opens_at, row.late_at = contact.due_at, contact.opens_at, contact.late_at
    Contact.objects.bulk_update(rows, ["due_at", "opens_at", "late_at"])
