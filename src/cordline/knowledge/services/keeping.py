"""Recurring facts and the law of a place: kept once, in versions, with the reason for each change (U60, W44)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.knowledge import rules, selectors, verbs
from cordline.knowledge.models import Fact, PlaceRule
from cordline.knowledge.types import Language
from cordline.ledger.services import Entry, act


def set_fact(
    *,
    fact: str,
    values: Mapping[str, Any],
    said: Mapping[str, str] | None = None,
    reason: str,
    by: Actor,
    key: str,
) -> Entry:
    """Set a recurring fact; every page that says it says the new value, in every language, from this commit on.

    Refuses: knowledge.fact_unknown, knowledge.fact_unsaid, knowledge.fact_unsayable, knowledge.reason_missing.
    Writes: knowledge.fact.set.
    """
    asked = {"fact": fact, "values": dict(values), "said": dict(said or {}), "reason": reason}
    with act(verbs.FACT_SET, by=by, key=key, content=asked, subject=fact) as this:
        if this.answered:
            return this.entry
        held = selectors.newest_facts().get(fact)
        words = (
            {str(language): "" for language in Language}
            | (dict(held.said) if held else {})
            | dict(said or {})
        )
        this.require(
            rules.why_not_fact(fact, values, words),
            [] if reason.strip() else [Refusal("knowledge.reason_missing")],
        )
        version = held.version + 1 if held else 1
        Fact.objects.create(
            code=fact,
            version=version,
            kind=held.kind if held else "",
            values=dict(values),
            said=words,
            reason=reason.strip(),
            set_at=this.now,
            set_by=by.code,
        )
        return this.record(subject=fact, reason=reason, payload={"version": version, "reason": reason})


def set_place(
    *,
    place: str,
    effective_on: date,
    products_hidden: Sequence[str] = (),
    classes_hidden: Sequence[str] = (),
    source: str,
    checked: bool = False,
    by: Actor,
    key: str,
) -> Entry:
    """Set what may be shown in a place from a date on; earlier versions stay on record.

    Refuses: knowledge.place_unknown, knowledge.place_names_unknown, knowledge.reason_missing.
    Writes: knowledge.place.set.
    """
    asked = {
        "place": place, "effective_on": effective_on, "products_hidden": list(products_hidden),
        "classes_hidden": list(classes_hidden), "source": source, "checked": checked,
    }  # fmt: skip
    with act(verbs.PLACE_SET, by=by, key=key, content=asked, subject=place) as this:
        if this.answered:
            return this.entry
        this.require(
            rules.why_not_place(place, products=products_hidden, classes=classes_hidden, source=source)
        )
        version = PlaceRule.objects.filter(place=place).count() + 1
        PlaceRule.objects.create(
            place=place,
            version=version,
            effective_on=effective_on,
            checked=checked,
            products_hidden=list(products_hidden),
            classes_hidden=list(classes_hidden),
            source=source.strip(),
            set_at=this.now,
            set_by=by.code,
        )
        return this.record(subject=place, payload={"version": version, "effective_on": effective_on})
