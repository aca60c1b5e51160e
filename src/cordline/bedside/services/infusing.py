"""An infusion: started on a pass, observed by the server's clock, a reaction kept at once, ended whole or in part.

Starting judges the whole dose gate once more in its own transaction: a hold placed between pass and start stops it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal

from cordline.bedside import gate_facts, observation_rules, rules, selectors, verbs
from cordline.bedside.limits import OTHER_SYMPTOMS, STOP_SYMPTOMS
from cordline.bedside.models import Dose, Infusion, Observation, Reaction, Verdict
from cordline.bedside.types import DoseGateFacts, DoseStatus, InfusionEnd, PassFacts, Vitals
from cordline.followup.services import open_contacts_within, place_contacts_within, report_event_within
from cordline.followup.types import EventFacts, Seriousness
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act, constraint_refuses, next_code
from cordline.plans import rules as plan_rules
from cordline.plans.services import correct_session_within, give_session_within

constraint_refuses("bedside_infusion_dose_id_key", "bedside.dose_raced")
constraint_refuses("bedside_infusion_verdict_id_key", "bedside.dose_raced")


def start_infusion(*, dose: str, by: Actor, key: str) -> Entry:
    """Start giving a dose on a pass of this nurse on this device, at most 10 minutes old; payload names ``infusion``.

    The dose gate is judged again; the contacts of the follow-up protocol are opened in the same act (I9).
    Refuses: bedside.dose_not_found, bedside.no_pass, bedside.pass_*, bedside.no_baseline, every reason of the gate,
    followup.protocol_missing. Writes: bedside.infusion.started.
    """
    with act(verbs.INFUSION_STARTED, by=by, key=key, content={"dose": dose}, subject=dose) as this:
        if this.answered:
            return this.entry
        row = selectors.dose_row(dose, lock=True)
        if row is None:
            raise Refused([Refusal("bedside.dose_not_found", code=dose)])
        passed = next(iter(selectors.passes_of(dose)), None)
        facts = _gate(this, row, passed)
        baseline = selectors.latest_baseline(row)
        this.require(
            observation_rules.why_not_start(
                _pass_facts(passed, row),
                by=by.code,
                station=by.station,
                baseline_at=baseline.at if baseline else None,
                now=this.now,
            ),
            rules.why_not_give(facts, this.now) if passed else [],
        )
        assert passed and facts.plan  # noqa: PT018, S101 - a missing fact was refused
        code, contacts = _write_start(this, row, passed, facts)
        return this.record(
            subject=code,
            payload={
                "infusion": code,
                "dose": dose,
                "person": row.person_id,
                "plan": facts.plan.code,
                "cells": row.cells,
                "contacts": contacts,
            },
            units=[row.lot.code, dose],
        )


def _write_start(this: Act, row: Dose, passed: Verdict, facts: DoseGateFacts) -> tuple[str, list[str]]:
    """Write the running infusion, the session it uses up and the contacts it owes; gives their codes."""
    assert facts.plan and facts.limits and row.volume_ml and row.cells is not None  # noqa: PT018, S101
    code = next_code(Kind.INFUSION, this)
    minutes = plan_rules.infusion_minutes(row.volume_ml, facts.plan.rate_ml_min, facts.limits)
    Infusion.objects.create(
        code=code,
        site=this.by.site,
        person_id=row.person_id,
        dose=row,
        verdict=passed,
        cells=row.cells,
        volume_ml=row.volume_ml,
        rate_ml_min=facts.plan.rate_ml_min,
        first_session=not facts.given,
        started_at=this.now,
        started_by=this.by.code,
        station=this.by.station,
    )
    Dose.objects.filter(pk=row.pk).update(status=DoseStatus.STARTED)
    give_session_within(this, dose=row.code, cells=row.cells)
    contacts = open_contacts_within(
        this,
        site=this.by.site,
        person=row.person_id,
        infusion=code,
        product=facts.plan.product,
        route=facts.plan.route,
        expected_end=this.now + timedelta(minutes=minutes),
        zone=facts.plan.zone,
    )
    return code, contacts


def _gate(this: Act, row: Dose, passed: Verdict | None) -> DoseGateFacts:
    """The gate's facts as they are now, with the two scans and the spoken identity as the pass has them."""
    parameters = gate_facts.dose_parameters(
        dose=row.code,
        band=passed.wristband if passed else "",
        print_number=passed.print_number if passed else 0,
        site=this.by.site,
        nurse=this.by.code,
        station=this.by.station,
    )
    facts = gate_facts.gate_facts(parameters)
    return replace(facts, identity_said_at=this.now) if passed else facts


def _pass_facts(passed: Verdict | None, dose: Dose) -> PassFacts | None:
    if passed is None:
        return None
    started = Infusion.objects.filter(dose=dose).exists()
    return PassFacts(passed.passed_at, passed.nurse, passed.station, started)


def record_observation(
    *,
    subject: str,
    vitals: Vitals,
    by: Actor,
    key: str,
    symptoms: Sequence[str] = (),
    confirmed: bool = False,
    waited_s: int = 0,
) -> Entry:
    """Record a set of vital signs: of a dose before its start (the baseline), or of an infusion.

    ``subject`` is the code of the dose or the infusion. What is unusual is asked once (``confirmed``) and kept; what
    cannot be is refused each time. ``waited_s``: seconds since it was written down on a device without connection.
    Payload lists ``stop``: the reasons to stop now. Refuses: bedside.vital_impossible, bedside.vital_unusual,
    bedside.symptom_unknown, bedside.waited_too_long, bedside.before_the_start, bedside.infusion_not_found.
    Writes: bedside.observation.recorded.
    """
    asked = {"subject": subject, "vitals": vars(vitals), "symptoms": sorted(symptoms)}
    with act(verbs.OBSERVED, by=by, key=key, content=asked, subject=subject) as this:
        if this.answered:
            return this.entry
        infusion, dose = selectors.infusion_row(subject), selectors.dose_row(subject)
        seen_at = _seen_at(this, waited_s)
        unknown = [name for name in symptoms if name not in STOP_SYMPTOMS and name not in OTHER_SYMPTOMS]
        impossible = observation_rules.why_not_vitals(vitals)
        this.require(
            [] if infusion or dose else [Refusal("bedside.infusion_not_found", code=subject)],
            impossible,
            [Refusal("bedside.symptom_unknown", symptom=name[:40]) for name in unknown],
            observation_rules.why_not_waited(
                this.now - seen_at, now=this.now, started_at=infusion.started_at if infusion else None
            ),
            [] if confirmed or impossible else observation_rules.unusual_vitals(vitals),
        )
        owner = infusion or dose
        assert owner is not None  # noqa: S101 - refused above
        stop, watch = _what_speaks(infusion, vitals, symptoms)
        Observation.objects.create(
            site=by.site,
            person_id=owner.person_id,
            infusion=infusion,
            dose=None if infusion else dose,
            at=seen_at,
            by=by.code,
            symptoms=sorted(symptoms),
            stop_codes=[reason.code for reason in stop],
            **vars(vitals),
        )
        return this.record(
            subject=subject,
            payload={
                "person": owner.person_id,
                "at": seen_at,
                "stop": [reason.as_json() for reason in stop],
                "watch": [caution.as_json() for caution in watch],
            },
        )


def _what_speaks(
    infusion: Infusion | None, vitals: Vitals, symptoms: Sequence[str]
) -> tuple[list[Refusal], list[Refusal]]:
    """Give the reasons to stop a running infusion now, and the reasons to watch it; a baseline has neither."""
    if infusion is None:
        return [], []
    baseline = selectors.latest_baseline(infusion.dose)
    start = selectors.vitals_of(baseline) if baseline else None
    return (
        observation_rules.reasons_to_stop(vitals, start, symptoms),
        observation_rules.reasons_to_watch(vitals, start),
    )


def press_reaction(*, infusion: str, by: Actor, key: str, waited_s: int = 0) -> Entry:
    """Keep the time of a reaction before any form is filled in (U100).

    ``waited_s``: seconds since it was pressed on a device without connection. Refuses: bedside.infusion_not_found,
    bedside.waited_too_long, bedside.before_the_start. Writes: bedside.reaction.pressed.
    """
    with act(
        verbs.REACTION_PRESSED, by=by, key=key, content={"infusion": infusion}, subject=infusion
    ) as this:
        if this.answered:
            return this.entry
        row, pressed_at = _infusion(infusion), _seen_at(this, waited_s)
        this.require(
            observation_rules.why_not_waited(this.now - pressed_at, now=this.now, started_at=row.started_at)
        )
        Reaction.objects.create(infusion=row, pressed_at=pressed_at, pressed_by=by.code)
        return this.record(subject=infusion, payload={"person": row.person_id, "pressed_at": pressed_at})


def _seen_at(this: Act, waited_s: int) -> datetime:
    """When it really was: what waited on a device is of that moment, and the entry says both (I13)."""
    if waited_s:
        this.occurred_at = this.now - timedelta(seconds=waited_s)
    return this.occurred_at or this.now


def report_reaction(
    *,
    infusion: str,
    what: str,
    grade: int,
    action: str,
    by: Actor,
    key: str,
    occurred_at: datetime | None = None,
    serious: Sequence[Seriousness] = (),
) -> Entry:
    """Report a reaction at the bedside in four fields: what, when, how bad, what was done (U90).

    When anyone on staff first knew is the first press of Reaction, or now. Payload names the ``event``.
    Refuses: bedside.infusion_not_found, followup.event_*. Writes: bedside.reaction.reported.
    """
    asked = {
        "infusion": infusion,
        "what": what,
        "grade": grade,
        "action": action,
        "serious": sorted(set(serious)),
        "occurred_at": str(occurred_at),
    }
    with act(verbs.REACTION_REPORTED, by=by, key=key, content=asked, subject=infusion) as this:
        if this.answered:
            return this.entry
        row = _infusion(infusion)
        pressed = Reaction.objects.filter(infusion=row, event="").order_by("pressed_at").first()
        known_at = pressed.pressed_at if pressed else this.now
        facts = EventFacts(
            what=what,
            grade=grade,
            serious=tuple(sorted(set(serious))),
            occurred_at=min(occurred_at or known_at, known_at),
            known_at=known_at,
            known_evidence="Reaction pressed at the bedside" if pressed else "Told at the bedside",
            infusion_started_at=row.started_at,
        )
        event = report_event_within(
            this, person=row.person_id, facts=facts, infusion=infusion, action=action.strip()
        )
        Reaction.objects.filter(infusion=row, event="").update(event=event.code)
        return this.record(
            subject=infusion,
            payload={"event": event.code, "person": row.person_id, "report_due_at": event.report_due_at},
        )


def end_infusion(
    *, infusion: str, end: InfusionEnd, given_ml: Decimal, by: Actor, key: str, reason: str = ""
) -> Entry:
    """End an infusion: complete, partial, or stopped for a reason; the contacts' times are set from this end.

    Refuses: bedside.infusion_not_found, bedside.infusion_ended, bedside.given_impossible,
    bedside.complete_but_less, bedside.reason_missing. Writes: bedside.infusion.ended.
    """
    asked = {"infusion": infusion, "end": end, "given_ml": given_ml}
    with act(verbs.INFUSION_ENDED, by=by, key=key, content=asked, reason=reason, subject=infusion) as this:
        if this.answered:
            return this.entry
        row = _infusion(infusion, lock=True)
        this.require(
            observation_rules.why_not_end(
                end=end,
                given_ml=given_ml,
                held_ml=row.volume_ml,
                reason=reason,
                ended=row.ended_at is not None,
                code=infusion,
            )
        )
        Infusion.objects.filter(pk=row.pk).update(
            end=end, ended_at=this.now, ended_by=by.code, given_ml=given_ml, end_reason=reason.strip()
        )
        Dose.objects.filter(pk=row.dose_id).update(status=DoseStatus.GIVEN)
        share = Decimal(row.cells) * given_ml / row.volume_ml
        cells = int(share.to_integral_value(rounding=ROUND_CEILING))
        correct_session_within(this, dose=row.dose.code, cells=cells)
        place_contacts_within(this, infusion=infusion, ended_at=this.now)
        return this.record(
            subject=infusion,
            payload={"end": end, "given_ml": given_ml, "cells": cells, "person": row.person_id},
            units=[row.dose.lot.code],
        )


def _infusion(code: str, *, lock: bool = False) -> Infusion:
    row = selectors.infusion_row(code, lock=lock)
    if row is None:
        raise Refused([Refusal("bedside.infusion_not_found", code=code)])
    return row
