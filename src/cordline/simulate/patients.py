"""Who asks for treatment, and what comes before the infusion: plan, consent, hard stops, the vials that are promised.

The first dozen people have their plans written anew after a new weight, renew their consent to a newer text, have a
stop that passes and a ceiling raised by two physicians, so that each is to be seen in a demonstration of any size.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cordline.bank import selectors as bank_facts
from cordline.bank import services as bank
from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.people import services as people
from cordline.people.types import PersonKind, Sex
from cordline.plans import selectors as plan_facts
from cordline.plans import services as plans
from cordline.plans.services.consent import consent_words
from cordline.release.selectors import dispositions
from cordline.release.types import State
from cordline.simulate import planning
from cordline.simulate.founding import PRODUCT, ROUTE, found_clinic
from cordline.simulate.names import invent
from cordline.simulate.stage import CLINIC, Stage

ZONES = (
    "Asia/Kuala_Lumpur",
    "Asia/Tokyo",
    "Asia/Shanghai",
    "Australia/Sydney",
    "Europe/London",
    "Asia/Jakarta",
)
VOLUME_ML, VIALS = Decimal(150), 5
TEXTS = ("MSC(WJ) IV, demonstration draft 1", "MSC(WJ) IV, demonstration draft 2")


@dataclass
class Patient:
    """One person's way, as far as it has come; ``visit`` counts bookings, so that an old one is not acted on."""

    person: str
    language: str
    zone: str
    weight_kg: Decimal
    number: int = 0
    plan: str = ""
    consent: str = ""
    covers_conditional: bool = False
    lot: str = ""
    vials: list[str] = field(default_factory=list)
    spare: str = ""
    infusions: list[str] = field(default_factory=list)
    waits: int = 0
    visit: int = 0


class Clinic:
    """Receives and plans; ``treat`` is told of every infusion day, ``booked`` of every promise of vials."""

    def __init__(self, story: Stage, treat: Callable[[Patient], None]) -> None:
        self.story, self.treat = story, treat
        self.booked: Callable[[Patient], None] = lambda patient: None
        self.basis = ""
        self.lots: list[str] = []
        self.patients: list[Patient] = []
        self.feverish: set[str] = set()

    def open(self) -> None:
        """Set the clinic's numbers, its legal basis and its follow-up protocol, each confirmed by its director."""
        self.basis = found_clinic(self.story)

    def arrive(self) -> Patient:
        """Register somebody who asks for treatment, and plan it."""
        story = self.story
        name = invent(story.chance)
        patient = Patient(
            "",
            name.language,
            story.chance.choice(ZONES),
            Decimal(story.chance.randrange(500, 950)) / 10,
            number=len(self.patients),
        )
        facts: dict[str, Any] = {
            "kind": PersonKind.PATIENT,
            "full_name": name.full,
            "called_name": name.called,
            "own_script_name": name.own_script,
            "kana": name.kana,
            "birth_date": date(
                story.chance.randrange(1942, 1996),
                story.chance.randrange(1, 13),
                story.chance.randrange(1, 28),
            ),
            "sex": story.chance.choice((Sex.FEMALE, Sex.MALE)),
            "languages": (name.language,),
            "contacts": {"email": f"{name.called.lower()}.{len(self.patients)}@example.invalid"},
            "by": story.who("patient_coordinator", CLINIC),
        }
        story.slip("a person without a name", people.register_person, **(facts | {"full_name": " "}))
        patient.person = story.do(people.register_person, **facts).subject
        self.patients.append(patient)
        self._observe(patient, story.who("nurse", CLINIC))
        story.after(lambda: self._plan(patient), days=story.chance.randrange(2, 8))
        return patient

    def _observe(self, patient: Patient, nurse: Actor) -> None:
        story = self.story
        allergens = (
            ["dmso"]
            if self._may_go_wrong(patient) and story.happens(4)
            else ["penicillin"]
            if story.happens(8)
            else []
        )
        about: dict[str, Any] = {"person": patient.person, "by": nurse}
        story.slip(
            "an allergy to something unknown", people.record_allergies, **about, allergens=["moonlight"]
        )
        story.do(people.record_allergies, **about, allergens=allergens)
        story.slip("a weight in grams", people.record_weight, **about, weight_kg=patient.weight_kg * 1000)
        story.do(people.record_weight, **about, weight_kg=patient.weight_kg)

    def _plan(self, patient: Patient) -> None:
        story = self.story
        physician = story.who(story.chance.choice(("physician", "physician2")), CLINIC)
        if story.often("stop that passes", then=4):
            planning.stop_for_a_while(story, patient.person)
        elif self._may_go_wrong(patient) and story.happens(6):
            story.do(plans.open_hard_stop, person=patient.person, rule="C11", by=physician)
        most = int(patient.weight_kg * 2_000_000)
        dose = min(100_000_000, most // 1_000_000 * 1_000_000)
        facts: dict[str, Any] = {
            "person": patient.person,
            "product": PRODUCT,
            "route": ROUTE,
            "dose_cells": dose,
            "weight_kg": patient.weight_kg,
            "volume_ml": VOLUME_ML,
            "rate_ml_min": Decimal(3),
            "sessions": 1,
            "interval_days": 14,
            "containers_per_session": VIALS,
            "legal_basis": self.basis,
            "zone": patient.zone,
        }
        slip = facts | {"dose_cells": story.chance.choice((18, dose * 100))}
        story.slip("a slip of the hand in the dose", plans.write_plan, times=4, **slip, by=physician)
        patient.plan = str(story.do(plans.write_plan, **facts, by=physician).payload["plan"])
        story.after(lambda: self._decide(patient, physician), days=story.chance.randrange(1, 4))

    def _decide(self, patient: Patient, physician: Actor) -> None:
        story = self.story
        if not planning.sign(story, patient.plan, physician):
            return
        if story.often("weighed again", then=4):
            planning.weigh_again(story, patient.plan, physician)
        if story.often("higher ceiling", then=6):
            planning.raise_ceiling(story, patient.plan)
        self._consent(patient, physician, TEXTS[0])
        if story.often("newer text", then=4):
            story.after(lambda: self._consent(patient, physician, TEXTS[1]), hours=20)
        story.after(lambda: self._reserve(patient), days=story.chance.randrange(1, 6), hours=1)

    def _consent(self, patient: Patient, physician: Actor, text: str) -> None:
        """The person signs, then the physician; a newer text takes the place of a consent that is withdrawn."""
        story = self.story
        own = replace(story.who("patient", CLINIC), on_behalf_of=patient.person)
        if patient.consent:
            story.do(plans.withdraw_consent, consent=patient.consent, by=own)
            story.slip("a consent withdrawn twice", plans.withdraw_consent, consent=patient.consent, by=own)
        patient.covers_conditional = patient.number % 4 != 3
        words: dict[str, Any] = {
            "person": patient.person,
            "product": PRODUCT,
            "route": ROUTE,
            "text_version": text,
            "language": patient.language,
            "covers_conditional": patient.covers_conditional,
        }
        proof = story.sign(own, consent_words(**words))
        other = replace(own, on_behalf_of="")
        story.slip("a consent for somebody else", plans.give_consent, **words, by=other, proof=proof)
        patient.consent = str(story.do(plans.give_consent, **words, by=own, proof=proof).payload["consent"])
        row = plan_facts.consent_row(patient.consent)
        signing: dict[str, Any] = {
            "consent": patient.consent,
            "by": physician,
            "proof": story.sign(physician, plan_facts.consent_content(row) if row else {}),
        }
        story.do(plans.countersign_consent, **signing)
        story.slip("a consent signed twice by the physician", plans.countersign_consent, **signing)
        if self._may_go_wrong(patient) and story.happens(4):
            story.do(plans.withdraw_consent, consent=patient.consent, by=own)

    def _reserve(self, patient: Patient) -> None:
        """Promise vials of one lot and one to spare; wait a fortnight when none has enough, at most six times."""
        story, coordinator = self.story, self.story.who("patient_coordinator", CLINIC)
        lot, state = self._lot_for(patient)
        held = None
        if lot:
            asked: dict[str, Any] = {"plan": patient.plan, "lot": lot, "by": coordinator}
            story.slip("more vials than the plan needs", plans.reserve_for_plan, **asked, count=VIALS + 9)
            if state is State.CONDITIONAL:
                planning.acknowledge(story, patient.plan, lot)
            held = story.try_to(plans.reserve_for_plan, **asked, count=VIALS)
        if held is None:
            patient.waits += 1
            if patient.waits <= 6:
                story.after(lambda: self._reserve(patient), days=14)
            return
        patient.lot, patient.vials = lot, [str(code) for code in held.payload["containers"]]
        self._spare(patient)
        patient.visit += 1
        visit = patient.visit
        hour = timedelta(hours=story.chance.randrange(1, 7))
        day = (story.now + timedelta(days=story.chance.randrange(3, 12))).replace(hour=1, minute=0) + hour
        story.at(day - timedelta(days=1), lambda: self._carry(patient, visit))
        story.at(day, lambda: self._come(patient, visit))
        self.booked(patient)

    def _spare(self, patient: Patient) -> None:
        """Keep one vial more, in case one cracks in the water bath."""
        story = self.story
        asked: dict[str, Any] = {"plan": patient.plan, "patient": patient.person, "lots": [patient.lot]}
        asked["by"] = story.who("patient_coordinator", CLINIC)
        story.slip("a spare vial that nobody counted", bank.reserve_containers, **asked, wanted=0)
        kept = story.try_to(bank.reserve_containers, **asked, wanted=1)
        patient.spare = str(kept.payload["containers"][0]) if kept else ""

    def _may_go_wrong(self, patient: Patient) -> bool:
        """The first people of a year meet no trouble, so that even a short year reaches its contacts."""
        return patient.number >= 3

    def _lot_for(self, patient: Patient) -> tuple[str, State]:
        """The lot that serves this person: a conditional one first for whoever consents to it, else the oldest free."""
        known, free = dispositions(self.lots, Use.PATIENT), bank_facts.free_counts(self.lots)
        wanted = [State.CONDITIONAL, State.RELEASED] if patient.covers_conditional else [State.RELEASED]
        for state in wanted:
            for lot in self.lots:
                standing = known.get(lot)
                if standing and standing.state is state and free[lot] > VIALS:
                    return lot, state
        return "", State.NONE

    def weekly_round(self, lot: str) -> None:
        """A lot is released before its last result: for whom of those who wait and consent to it may it be used?"""
        waiting = [
            one for one in self.patients if one.consent and one.covers_conditional and not one.infusions
        ]
        for patient in waiting[-2:]:
            planning.acknowledge(self.story, patient.plan, lot)

    def _carry(self, patient: Patient, visit: int) -> None:
        """Bring the promised vials over from the laboratory; a lot that was stopped meanwhile stays where it is."""
        if visit != patient.visit:
            return
        facts: dict[str, Any] = {
            "containers": [*patient.vials, *filter(None, [patient.spare])],
            "to_site": CLINIC,
            "by": self.story.who("technician"),
        }
        self.story.slip("vials taken out without saying why", bank.check_out_containers, **facts, reason=" ")
        reason = f"Infusion of plan {patient.plan}"
        if self.story.try_to(bank.check_out_containers, **facts, reason=reason) is None:
            self.book_again(patient, "The lot was stopped before the vials were carried over")

    def _come(self, patient: Patient, visit: int) -> None:
        if visit == patient.visit and patient.vials:
            self.treat(patient)

    def book_again(self, patient: Patient, reason: str) -> None:
        """Give up the promises of a visit that cannot be, bring vials back that were carried over, and look anew."""
        story = self.story
        patient.visit += 1
        story.try_to(
            bank.release_reservations,
            plan=patient.plan,
            reason=reason,
            by=story.who("patient_coordinator", CLINIC),
        )
        out = [item for item in bank_facts.containers([*patient.vials, patient.spare]) if item.site == CLINIC]
        places = {item.code: item.position for item in out if item.position}
        if places:
            story.try_to(bank.return_containers, places=places, by=story.who("nurse", CLINIC))
        patient.vials, patient.spare, patient.lot = [], "", ""
        patient.waits += 1
        if patient.waits <= 6:
            story.after(lambda: self._reserve(patient), days=2)
