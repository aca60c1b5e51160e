"""The bedside verdict: two scans, one answer (I1, U92). A hot act; there is no override.

The attempt is stored first, before anybody judges. A stop changes nothing and is kept as a refused attempt with every
reason; a pass is one row and one entry.
"""

import json
from collections.abc import Mapping
from typing import Any

from cordline.bedside import gate_facts, gate_query, rules, verbs
from cordline.bedside.types import DoseGateFacts, ScanSource
from cordline.ground.actor import Actor
from cordline.ground.codes import Code, Kind, parse
from cordline.ground.refusal import Refusal
from cordline.ledger.services import Act, Entry, Source
from cordline.ledger.services.hot import Asked, HotWrite, hot_act, refuse_unread

_INSERT = (
    "INSERT INTO bedside_verdict (dose_id, person, wristband, print_number, site, nurse, station, band_source, "
    "dose_source, typed_reason, numbers_version, passed_at) "
    "SELECT d.id, d.person, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s "
    "FROM bedside_dose d WHERE d.code = %s"
)


def check_dose_at_bedside(
    *,
    wristband: str,
    dose: str,
    by: Actor,
    key: str,
    band_source: ScanSource = ScanSource.SCANNER,
    dose_source: ScanSource = ScanSource.SCANNER,
    typed_reason: str = "",
) -> Entry:
    """Judge whether this prepared dose may be given to this person now: the pass, or every reason to stop.

    ``wristband`` and ``dose`` are the texts as they were scanned. A typed code needs a reason (U39).
    Refuses: codes.* (a right code of the wrong kind is told in words), bedside.typed_without_reason, and every reason
    of ``rules.why_not_give``. Writes: bedside.verdict.passed.
    """
    entry, _ = check_and_name(
        wristband=wristband,
        dose=dose,
        by=by,
        key=key,
        band_source=band_source,
        dose_source=dose_source,
        typed_reason=typed_reason,
    )
    return entry


def check_and_name(
    *,
    wristband: str,
    dose: str,
    by: Actor,
    key: str,
    band_source: ScanSource,
    dose_source: ScanSource,
    typed_reason: str,
    page_person: str = "",
) -> tuple[Entry, Mapping[str, Any] | None]:
    """The same judgement for the page that fills the screen: with the entry comes who the person is, still sealed.

    The reading of the name is kept in the act's own transaction. A repeat by its key brings no name again.
    ``page_person`` is the person whose page the scans came from: another one's wristband is refused (U32).
    """
    typed = ScanSource.TYPED in (band_source, dose_source)
    band, container = parse(wristband, Kind.WRISTBAND), parse(dose, Kind.DOSE)
    asked = Asked(
        verb=verbs.VERDICT_PASSED,
        by=by,
        key=key,
        content={
            "wristband": wristband,
            "dose": dose,
            "band_source": band_source,
            "dose_source": dose_source,
            "typed_reason": typed_reason,
        },
        raw=f"{wristband} {dose}",
        source=Source.TYPED if typed else Source(dose_source.value),
        subject="" if isinstance(container, Refusal) else str(container),
    )
    unread = _why_not_read(band, container, typed=typed, typed_reason=typed_reason)
    if unread or isinstance(band, Refusal) or isinstance(container, Refusal):
        refuse_unread(asked, unread)
    parameters = gate_facts.dose_parameters(
        dose=str(container),
        band=str(band),
        print_number=(band.print_number if isinstance(band, Code) else None) or 0,
        site=by.site,
        nurse=by.code,
        station=by.station,
    )
    sealed: list[Mapping[str, Any] | None] = [None]

    def judge(this: Act, text: str) -> HotWrite:
        facts = gate_facts.read_gate(text, parameters)
        this.require(_why_not_page(facts, page_person), rules.why_not_give(facts, this.now))
        sealed[0] = json.loads(text)["sealed"]
        return _pass(this, facts, band_source, dose_source, typed_reason)

    entry = hot_act(asked, query=gate_query.FOR_DOSE, parameters=parameters, judge=judge)
    return entry, sealed[0]


def _why_not_read(
    band: Code | Refusal, dose: Code | Refusal, *, typed: bool, typed_reason: str
) -> list[Refusal]:
    """Give every reason the two texts are no wristband and no dose, or were typed without saying why."""
    found = [code for code in (band, dose) if isinstance(code, Refusal)]
    if isinstance(band, Code) and band.print_number is None:
        found.append(Refusal("bedside.band_print_missing"))
    if typed and not typed_reason.strip():
        found.append(Refusal("bedside.typed_without_reason"))
    return found


def _why_not_page(facts: DoseGateFacts, page_person: str) -> list[Refusal]:
    """Say when the wristband is not that of the person for whom the page was made."""
    worn = facts.band.person if facts.band else ""
    if not page_person or worn in ("", page_person):
        return []
    return [Refusal("bedside.page_of_another", rendered=page_person, posted=worn)]


def _pass(
    this: Act, facts: DoseGateFacts, band_source: ScanSource, dose_source: ScanSource, typed_reason: str
) -> HotWrite:
    """What a pass writes: one row, and an entry that says what was judged."""
    dose, plan, lot, band, limits = facts.dose, facts.plan, facts.lot, facts.band, facts.limits
    assert dose and plan and lot and band and limits  # noqa: PT018, S101 - a missing fact was refused
    payload: dict[str, Any] = {
        "dose": dose.code,
        "person": dose.person,
        "wristband": band.code,
        "print": band.print_number,
        "plan": plan.code,
        "plan_version": plan.version,
        "lot": lot.code,
        "cells": dose.cells,
        "numbers_version": limits.version,
        "passed_at": this.now,
        "thawed_at": dose.earliest_thaw_at,
        "end_by_minutes": limits.end_stop_minutes,
        "warn_by_minutes": limits.end_warn_minutes,
        "consent": facts.consent.code if facts.consent else "",
        "numbers_mark": limits.mark,
        "cautions": [caution.as_json() for caution in rules.cautions_to_give(facts, this.now)],
    }
    return HotWrite(
        statement=_INSERT,
        values=[
            band.code,
            band.print_number,
            this.by.site,
            this.by.code,
            this.by.station,
            band_source.value,
            dose_source.value,
            typed_reason.strip(),
            limits.version,
            this.now,
            dose.code,
        ],
        subject=dose.code,
        payload=payload,
        units=[lot.code],
        person=dose.person,
    )
