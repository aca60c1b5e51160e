"""A product's approved numbers at a site: recorded as a version, confirmed by a physician's signature."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.ground.actor import Actor
from cordline.ground.products import Product, Route
from cordline.ground.refusal import Refusal
from cordline.ledger.services import Entry, act
from cordline.plans import selectors, verbs
from cordline.plans.models import ProductNumbers
from cordline.plans.types import ProductLimits


def subject_of(site: str, product: Product, route: Route) -> str:
    """How the record names one product's numbers at one site."""
    return f"{site} {product.value} {route.value}"


def record_numbers(
    *,
    product: Product,
    route: Route,
    numbers: Mapping[str, Any] | ProductLimits,
    by: Actor,
    key: str,
    effective_from: datetime | None = None,
) -> Entry:
    """Enter a new version of a product's numbers at this site; it stays "default, not confirmed" until confirmed.

    Refuses: plans.limits_incomplete. Writes: plans.numbers.recorded.
    """
    values = selectors.numbers_as_json(numbers) if isinstance(numbers, ProductLimits) else dict(numbers)
    asked = {"product": product, "route": route, "numbers": values, "from": effective_from}
    with act(verbs.NUMBERS_RECORDED, by=by, key=key, content=asked) as this:
        if this.answered:
            return this.entry
        this.require(selectors.why_not_numbers(values))
        rows = ProductNumbers.objects.filter(site=by.site, product=product, route=route)
        newest = rows.order_by("-version").values_list("version", flat=True).first() or 0
        ProductNumbers.objects.create(
            site=by.site,
            product=product,
            route=route,
            version=newest + 1,
            numbers=values,
            effective_from=effective_from or this.now,
            recorded_by=by.code,
        )
        return this.record(subject=subject_of(by.site, product, route), payload={"version": newest + 1})


def confirm_numbers(
    *, product: Product, route: Route, version: int, by: Actor, key: str, proof: Proof
) -> Entry:
    """Confirm one version of a product's numbers as this site's own, by a physician's signature.

    Refuses: plans.limits_not_found, plans.limits_already_confirmed, and what signing refuses.
    Writes: plans.numbers.confirmed.
    """
    asked = {"product": product, "route": route, "version": version}
    subject = subject_of(by.site, product, route)
    with act(verbs.NUMBERS_CONFIRMED, by=by, key=key, content=asked, subject=subject) as this:
        if this.answered:
            return this.entry
        content = selectors.numbers_content(by.site, product, route, version)
        if content is None:
            this.require(
                [Refusal("plans.limits_not_found", product=product.label, route=route.value, version=version)]
            )
        rows = ProductNumbers.objects.filter(site=by.site, product=product, route=route, version=version)
        if not rows.filter(confirmed_at=None).exists():
            this.require([Refusal("plans.limits_already_confirmed")])
        signed = sign_within(
            this, meaning=Meaning.APPROVED, subject=subject, content=content or {}, proof=proof
        )
        rows.update(confirmed_by=by.code, confirmed_at=this.now, signature=signed)
        return this.record(subject=subject, payload={"version": version, "signature": signed})
