"""Ways in which one fact of the dose gate is taken away on the database, each through the house's own acts."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from cordline.assays.types import DonorTest, ValueKind
from cordline.bank.types import Disposition
from cordline.bedside import services as bedside
from cordline.donors.models import Donation
from cordline.followup import services as followup
from cordline.ground.products import Use
from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare
from cordline.ledger.services import act, database_now, move_clock
from cordline.lineage import selectors as lineage
from cordline.lineage.services.holds import place_hold, place_hold_within
from cordline.lineage.types import HoldKind, UnitKind
from cordline.people import services as people
from cordline.plans import services as plans
from tests import bedside_chain as chain
from tests import build_donors, cast
from tests.lab_chain import decide
from tests.rooms.lineage.births import touch, unit

STOPPED = declare("bedsidetests.leaf.held", "held {subject}", Role.QUALITY, gate=Gate.EXCLUSIVE)
Attack = Callable[[chain.Day], object]


def hold(on: str) -> None:
    """Hold one node or unit."""
    place_hold(on=on, kind=HoldKind.QUALITY, reason="Looked at again", by=cast.QUALITY, key=chain.key())


def hold_leaf(code: str) -> None:
    """Hold one single container or dose."""
    with act(STOPPED, by=cast.QUALITY, key=chain.key(), content={"on": code}) as this:
        place_hold_within(this, on=code, kind=HoldKind.QUALITY, reason="Looked at again", leaf=True)
        this.record(subject=code)


def ancestor(day: chain.Day, kind: str) -> str:
    """One ancestor of the lot by kind."""
    node = lineage.node(day.lot)
    assert node is not None
    return next(code for _, found, code in lineage.ancestors(node.id) if found == kind)


def touched(day: chain.Day) -> None:
    """Hold a reagent that touched the donation."""
    reagent = unit(UnitKind.REAGENT_LOT)
    node = lineage.node(ancestor(day, "DD"))
    assert node is not None
    touch([reagent], node=node.id)
    hold(reagent)


def late_positive(day: chain.Day) -> None:
    """A result of the donor turns positive."""
    row = Donation.objects.get(code=ancestor(day, "DD"))
    sample = build_donors.blood_of(row.donor.code)
    build_donors.screened(sample, DonorTest.HIV_NAT, ValueKind.REACTIVE)


def changed_plan(day: chain.Day, *, signed: bool) -> None:
    """Change the plan's volume, and perhaps sign it again."""
    plans.change_plan(
        plan=day.plan,
        version=1,
        reason="Less to run",
        volume_ml=Decimal(140),
        by=cast.PHYSICIAN,
        key=chain.key(),
    )
    if signed:
        chain.sign(day.plan)


def later(**span: int) -> Attack:
    """Let time pass."""

    def wait(day: chain.Day) -> None:
        move_clock(timedelta(**span))

    return wait


def died(day: chain.Day) -> None:
    """The person's death becomes known."""
    now = database_now()
    followup.record_death(
        person=day.person,
        died_on=now.date() - timedelta(days=1),
        known_at=now,
        known_evidence="Call from the family",
        by=cast.PHYSICIAN,
        key=chain.key(),
    )


def destroyed(day: chain.Day) -> None:
    """The dose is destroyed."""
    bedside.destroy_dose(
        dose=day.dose, reason="Not needed", witness=cast.SECOND_NURSE.code, by=cast.NURSE, key=chain.key()
    )


ATTACKS: dict[str, tuple[Attack, str]] = {
    "the lot is suspended": (
        lambda day: decide(day.lot, Use.PATIENT, Disposition.SUSPENDED),
        "bedside.lot_not_released",
    ),
    "the lot is rejected": (
        lambda day: decide(day.lot, Use.PATIENT, Disposition.REJECTED),
        "bedside.lot_not_released",
    ),
    "the lot becomes conditional": (
        lambda day: decide(day.lot, Use.PATIENT, Disposition.CONDITIONAL),
        "bedside.conditional_not_acknowledged",
    ),
    "nobody consented to a conditional release": (
        lambda day: decide(day.lot, Use.PATIENT, Disposition.CONDITIONAL),
        "bedside.conditional_not_consented",
    ),
    "the lot is held": (lambda day: hold(day.lot), "bedside.held"),
    "the donation is held": (lambda day: hold(ancestor(day, "DD")), "bedside.held"),
    "the donor is held": (lambda day: hold(ancestor(day, "DN")), "bedside.held"),
    "a vial is held": (lambda day: hold_leaf(day.vials[0]), "bedside.held"),
    "the dose is held": (lambda day: hold_leaf(day.dose), "bedside.held"),
    "what touched an ancestor is held": (touched, "bedside.held"),
    "a late positive donor result": (late_positive, "bedside.held"),
    "the plan is changed": (lambda day: changed_plan(day, signed=False), "bedside.plan_not_signed"),
    "the plan is changed and signed again": (
        lambda day: changed_plan(day, signed=True),
        "bedside.plan_changed_since",
    ),
    "the plan is closed": (
        lambda day: plans.close_plan(plan=day.plan, reason="Moved", by=cast.PHYSICIAN, key=chain.key()),
        "bedside.plan_closed",
    ),
    "the legal basis is withdrawn": (
        lambda day: plans.withdraw_legal_basis(
            basis=day.clinic.basis, reason="Expired early", by=cast.MEDICAL_DIRECTOR, key=chain.key()
        ),
        "plans.legal_basis_not_in_force",
    ),
    "the consent is withdrawn": (
        lambda day: plans.withdraw_consent(consent=day.consent, by=chain.own(day.person), key=chain.key()),
        "bedside.consent_withdrawn",
    ),
    "a newer consent lacks the physician": (
        lambda day: chain.consent(day.person, countersigned=False),
        "bedside.consent_not_signed",
    ),
    "a hard stop is placed": (
        lambda day: plans.open_hard_stop(person=day.person, rule="C09", by=cast.NURSE, key=chain.key()),
        "bedside.hard_stop",
    ),
    "an allergy to a residue is told": (
        lambda day: people.record_allergies(
            person=day.person, allergens=["dmso"], by=cast.NURSE, key=chain.key()
        ),
        "bedside.allergy",
    ),
    "another residue is stated": (
        lambda day: (
            people.record_allergies(
                person=day.person, allergens=["penicillin"], by=cast.NURSE, key=chain.key()
            ),
            chain.state_residues(day.lot, ["dmso", "penicillin"]),
        ),
        "bedside.allergy",
    ),
    "not fit any more": (lambda day: chain.fit(day.plan, fit_now=False), "bedside.not_fit"),
    "the person weighs half": (
        lambda day: chain.fit(day.plan, weight_kg=Decimal(40)),
        "plans.dose_over_kg_ceiling",
    ),
    "half an hour has passed": (later(minutes=31), "bedside.start_clock_run_out"),
    "three hours have passed": (later(minutes=181), "bedside.thaw_clock_run_out"),
    "a night has passed": (later(days=1), "bedside.fit_not_today"),
    "the tray was checked yesterday": (later(days=1), "bedside.tray_not_checked"),
    "the lot has expired": (later(days=401), "bedside.lot_expired"),
    "the dose is destroyed": (destroyed, "bedside.dose_not_prepared"),
    "the wristband is printed again": (chain.band_again, "bedside.band_reprinted"),
    "the person has died": (died, "bedside.person_died"),
}
