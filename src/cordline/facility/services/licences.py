"""How licences enter the record and leave it."""

from datetime import date

from cordline.facility import rules, selectors, verbs
from cordline.facility.models import Licence
from cordline.facility.types import LicenceScope
from cordline.ground.actor import Actor
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal
from cordline.ledger.services import Entry, act, constraint_refuses

constraint_refuses("facility_licence_number_key", "facility.licence_raced")


def record_licence(
    *,
    number: str,
    holder: str,
    scope: LicenceScope,
    site: str,
    valid_from: date,
    expires_on: date,
    by: Actor,
    key: str,
    product: Product | None = None,
    document: str = "",
) -> Entry:
    """Record one licence with its number, holder, scope and last day.

    Refuses: facility.licence_known, facility.name_missing, facility.dates_swapped. Writes: facility.licence.recorded.
    """
    content = {
        "number": number,
        "holder": holder,
        "scope": scope,
        "product": product,
        "site": site,
        "valid_from": valid_from,
        "expires_on": expires_on,
        "document": document,
    }
    with act(verbs.LICENCE_RECORDED, by=by, key=key, content=content, subject=number) as this:
        if this.answered:
            return this.entry
        known = selectors.licence(number) is not None
        this.require(
            rules.why_not_record_licence(valid_from, expires_on, number, known), rules.why_not_named(holder)
        )
        Licence.objects.create(
            number=number,
            holder=holder,
            scope=scope.value,
            product=product.value if product else "",
            site=site,
            valid_from=valid_from,
            expires_on=expires_on,
            document=document,
        )
        return this.record(
            subject=number, payload={"licence": number, "scope": scope, "expires_on": expires_on}
        )


def withdraw_licence(*, number: str, reason: str, by: Actor, key: str) -> Entry:
    """Record that a licence no longer holds. Refuses: facility.licence_unknown, facility.licence_withdrawn,
    facility.reason_missing. Writes: facility.licence.withdrawn."""
    with act(
        verbs.LICENCE_WITHDRAWN, by=by, key=key, content={"number": number, "reason": reason}, subject=number
    ) as this:
        if this.answered:
            return this.entry
        found = selectors.licence(number)
        unknown = [] if found else [Refusal("facility.licence_unknown", number=number)]
        gone = [Refusal("facility.licence_withdrawn", number=number)] if found and found.withdrawn_at else []
        this.require(unknown, gone, rules.why_not_reason(reason))
        Licence.objects.filter(number=number).update(withdrawn_at=this.now, withdrawn_reason=reason.strip())
        return this.record(subject=number, reason=reason, payload={"licence": number})
