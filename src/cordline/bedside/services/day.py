"""The day before anything is given: wristband, emergency tray, fitness, and name and birth date said aloud."""

from decimal import Decimal
from typing import Any

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.bedside import observation_rules, selectors, verbs
from cordline.bedside.models import FitToInfuse, IdentityCheck, TrayCheck, Wristband
from cordline.bedside.types import Vitals
from cordline.ground.actor import Actor
from cordline.ground.codes import Code, Kind, parse
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act, constraint_refuses, next_code
from cordline.people import selectors as people
from cordline.people.services.observing import weigh_within
from cordline.plans import selectors as plans

constraint_refuses("bedside_band_one_alive", "bedside.band_raced")
_WEIGHT_KG = (Decimal(20), Decimal(300))


def print_wristband(*, person: str, by: Actor, key: str) -> Entry:
    """Print a person's wristband; an older print stops working at once, wherever a copy of it hangs (U94).

    Payload names ``wristband``, ``print`` and the ``label`` as it is printed. Refuses: bedside.person_not_found.
    Writes: bedside.wristband.printed.
    """
    with act(verbs.BAND_PRINTED, by=by, key=key, content={"person": person}, subject=person) as this:
        if this.answered:
            return this.entry
        this.require([] if people.person(person) else [Refusal("bedside.person_not_found", code=person)])
        older = Wristband.objects.filter(person_id=person).order_by("-print_number").first()
        Wristband.objects.filter(person_id=person, dead_at=None).update(dead_at=this.now)
        code = older.code if older else next_code(Kind.WRISTBAND, this)
        number = older.print_number + 1 if older else 1
        Wristband.objects.create(
            code=code,
            print_number=number,
            site=by.site,
            person_id=person,
            printed_by=by.code,
            printed_at=this.now,
        )
        payload = {"wristband": code, "print": number, "label": f"{code}.{number}", "person": person}
        return this.record(subject=person, payload=payload)


def check_tray(*, by: Actor, key: str) -> Entry:
    """Record that the emergency tray of this site was looked through and is complete. Writes: bedside.tray.checked."""
    with act(verbs.TRAY_CHECKED, by=by, key=key, content={"site": by.site}, subject=by.site) as this:
        if this.answered:
            return this.entry
        TrayCheck.objects.create(site=by.site, checked_by=by.code, checked_at=this.now)
        return this.record(subject=by.site)


def fit_content(
    *,
    person: str,
    plan: str,
    fit: bool,
    weight_kg: Decimal,
    vitals: Vitals,
    pregnancy_test: str,
    reason: str,
) -> dict[str, Any]:
    """What a physician sees and signs about a person's fitness on the day."""
    return {
        "person": person,
        "plan": plan,
        "fit": fit,
        "weight_kg": weight_kg,
        **vars(vitals),
        "pregnancy_test": pregnancy_test,
        "reason": reason,
    }


def sign_fit(
    *,
    plan: str,
    fit: bool,
    weight_kg: Decimal,
    vitals: Vitals,
    pregnancy_test: str,
    by: Actor,
    key: str,
    proof: Proof,
    reason: str = "",
) -> Entry:
    """Sign, as a physician on site, whether this person is fit to be infused today (W30).

    ``pregnancy_test`` is ``negative``, ``positive`` or ``not_applicable``. A value outside the limits on the day needs
    a reason. Refuses: plans.plan_not_found, bedside.weight_impossible, bedside.vital_impossible,
    bedside.fit_with_stop_values. Writes: bedside.fit.signed.
    """
    row = plans.plan_row(plan)
    person = row.person_id if row else ""
    content = fit_content(
        person=person,
        plan=plan,
        fit=fit,
        weight_kg=weight_kg,
        vitals=vitals,
        pregnancy_test=pregnancy_test,
        reason=reason,
    )
    with act(verbs.FIT_SIGNED, by=by, key=key, content=content, subject=person or plan) as this:
        if this.answered:
            return this.entry
        if row is None:
            raise Refused([Refusal("plans.plan_not_found", code=plan)])
        this.require(_why_not_fit_values(fit, weight_kg, vitals, pregnancy_test, reason))
        signed = sign_within(
            this, meaning=Meaning.APPROVED, subject=f"{person}/fit", content=content, proof=proof
        )
        FitToInfuse.objects.create(
            site=by.site,
            person_id=person,
            plan_id=row.pk,
            fit=fit,
            weight_kg=weight_kg,
            pregnancy_test=pregnancy_test,
            reason=reason.strip(),
            signed_by=by.code,
            signed_at=this.now,
            signature_id=signed,
            **vars(vitals),
        )
        weigh_within(this, person=person, weight_kg=weight_kg)
        judgement = "fit to infuse" if fit else "not fit to infuse"
        return this.record(
            subject=person, payload={"plan": plan, "judgement": judgement, "signature": signed}
        )


def _why_not_fit_values(
    fit: bool, weight_kg: Decimal, vitals: Vitals, pregnancy_test: str, reason: str
) -> list[Refusal]:
    """What speaks against this judgement: impossible readings, or "fit" in spite of a value without a reason."""
    found = observation_rules.why_not_vitals(vitals)
    if not _WEIGHT_KG[0] <= weight_kg <= _WEIGHT_KG[1]:
        found.append(Refusal("bedside.weight_impossible", weight=weight_kg))
    if fit and not reason.strip():
        found += observation_rules.vitals_out_of_fit(vitals)
    if fit and pregnancy_test == "positive":
        found.append(Refusal("bedside.not_fit_pregnant"))
    return found


def ask_identity(*, wristband: str, by: Actor, key: str) -> Entry:
    """Record that the person said name and date of birth aloud and both agree with the wristband just scanned (U92).

    Refuses: codes.*, bedside.band_print_missing, bedside.band_unknown, bedside.band_reprinted.
    Writes: bedside.identity.asked.
    """
    with act(
        verbs.IDENTITY_ASKED, by=by, key=key, content={"wristband": wristband}, subject=wristband
    ) as this:
        if this.answered:
            return this.entry
        code = parse_band(wristband)
        row = selectors.band_row(str(code), code.print_number or 0)
        if row is None:
            raise Refused([Refusal("bedside.band_unknown", code=str(code))])
        this.require(
            [Refusal("bedside.band_reprinted", number=row.print_number)] if row.dead_at is not None else []
        )
        IdentityCheck.objects.create(
            site=by.site,
            person_id=row.person_id,
            wristband=row,
            asked_by=by.code,
            station=by.station,
            asked_at=this.now,
        )
        return this.record(subject=row.person_id, payload={"wristband": row.code, "person": row.person_id})


def parse_band(text: str) -> Code:
    """Read a wristband's label with its print number. Refuses: codes.*, bedside.band_print_missing."""
    code = parse(text, Kind.WRISTBAND)
    if isinstance(code, Refusal):
        raise Refused([code])
    if code.print_number is None:
        raise Refused([Refusal("bedside.band_print_missing")])
    return code
