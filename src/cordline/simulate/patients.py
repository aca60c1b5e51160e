"""From a person who becomes a patient to the contacts a year later, with what goes wrong at published rates.

Reactions: fever in about one infusion of ten, other mild reactions in about one of twenty, a serious one once in the
year (planted). One contact in eight is not reached at first; a few are missed for good, declined or lost.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from cordline.bank import selectors as bank_facts
from cordline.bank import services as bank
from cordline.bedside import services as bedside
from cordline.bedside.selectors import dose_content
from cordline.bedside.services.day import fit_content
from cordline.bedside.types import InfusionEnd, Vitals
from cordline.followup import selectors as followups
from cordline.followup import services as followup
from cordline.followup.limits import AFTER_INFUSION
from cordline.followup.types import Channel, Ending, Relatedness, Seriousness
from cordline.ground.actor import Actor
from cordline.ground.products import Product, Route, Use
from cordline.people import services as people
from cordline.people.types import PersonKind, Sex
from cordline.plans import selectors as plan_facts
from cordline.plans import services as plans
from cordline.plans.limits import MSC_WJ_INTRAVENOUS
from cordline.plans.services.consent import consent_words
from cordline.plans.services.legal import basis_content
from cordline.release.selectors import dispositions
from cordline.release.types import State
from cordline.simulate.names import invent
from cordline.simulate.stage import CLINIC, Stage

PRODUCT, ROUTE = Product.MSC_WJ, Route.INTRAVENOUS
ZONES = (
    "Asia/Kuala_Lumpur",
    "Asia/Tokyo",
    "Asia/Shanghai",
    "Australia/Sydney",
    "Europe/London",
    "Asia/Jakarta",
)
VOLUME_ML, VIALS = Decimal(150), 5
FEVER_PERCENT, MILD_PERCENT = 10, 5


@dataclass
class Patient:
    """One person's way, as far as it has come."""

    person: str
    language: str
    zone: str
    weight_kg: Decimal
    plan: str = ""
    consent: str = ""
    lot: str = ""
    vials: list[str] = field(default_factory=list)
    infusions: list[str] = field(default_factory=list)
    waits: int = 0


class Clinic:
    """Receives, plans, treats and calls the people of the simulated year."""

    def __init__(self, story: Stage) -> None:
        self.story = story
        self.basis = ""
        self.lots: list[str] = []
        self.patients: list[Patient] = []
        self.feverish: set[str] = set()

    def open(self) -> None:
        """Set the clinic's numbers, its legal basis and its follow-up protocol, each confirmed by its director."""
        story, director = self.story, self.story.who("medical_director", CLINIC)
        physician = story.who("physician", CLINIC)
        story.do(plans.record_numbers, product=PRODUCT, route=ROUTE, numbers=MSC_WJ_INTRAVENOUS, by=physician)
        numbers = plan_facts.numbers_content(CLINIC, PRODUCT, ROUTE, 1)
        story.do(
            plans.confirm_numbers,
            product=PRODUCT,
            route=ROUTE,
            version=1,
            by=director,
            proof=story.sign(director, numbers),
        )
        story.do(followup.record_protocol, product=PRODUCT, route=ROUTE, steps=AFTER_INFUSION, by=physician)
        story.do(followup.confirm_protocol, product=PRODUCT, route=ROUTE, version=1, by=director)
        facts: dict[str, Any] = {
            "product": PRODUCT,
            "route": ROUTE,
            "kind": "clinical trial (invented)",
            "reference": "DEMO-TRIAL-01",
            "valid_from": story.now,
            "valid_until": story.now + timedelta(days=900),
        }
        content = basis_content(site=CLINIC, **facts)
        basis = story.do(plans.record_legal_basis, **facts, by=director, proof=story.sign(director, content))
        self.basis = str(basis.payload["legal_basis"])

    def arrive(self) -> Patient:
        """Register somebody who asks for treatment, and plan it."""
        story = self.story
        name = invent(story.chance)
        patient = Patient(
            "", name.language, story.chance.choice(ZONES), Decimal(story.chance.randrange(500, 950)) / 10
        )
        registered = story.do(
            people.register_person,
            kind=PersonKind.PATIENT,
            full_name=name.full,
            called_name=name.called,
            own_script_name=name.own_script,
            kana=name.kana,
            birth_date=date(
                story.chance.randrange(1942, 1996),
                story.chance.randrange(1, 13),
                story.chance.randrange(1, 28),
            ),
            sex=story.chance.choice((Sex.FEMALE, Sex.MALE)),
            languages=(name.language,),
            contacts={"email": f"{name.called.lower()}.{len(self.patients)}@example.invalid"},
            by=story.who("patient_coordinator", CLINIC),
        )
        patient.person = registered.subject
        self.patients.append(patient)
        nurse = story.who("nurse", CLINIC)
        allergens = (
            ["dmso"]
            if self._may_go_wrong(patient) and story.happens(4)
            else ["penicillin"]
            if story.happens(8)
            else []
        )
        story.do(people.record_allergies, person=patient.person, allergens=allergens, by=nurse)
        story.do(people.record_weight, person=patient.person, weight_kg=patient.weight_kg, by=nurse)
        story.after(lambda: self._plan(patient), days=story.chance.randrange(2, 8))
        return patient

    def _plan(self, patient: Patient) -> None:
        story = self.story
        physician = story.who(story.chance.choice(("physician", "physician2")), CLINIC)
        if self._may_go_wrong(patient) and story.happens(6):
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
        if story.happens(8):  # a slip of the hand: 18 cells, or ten times too many
            slip = facts | {"dose_cells": story.chance.choice((18, dose * 100))}
            story.try_to(plans.write_plan, **slip, by=physician)
        patient.plan = str(story.do(plans.write_plan, **facts, by=physician).payload["plan"])
        story.after(lambda: self._decide(patient, physician), days=story.chance.randrange(1, 4))

    def _decide(self, patient: Patient, physician: Actor) -> None:
        story = self.story
        content = plan_facts.plan_content(patient.plan) or {}
        signed = story.try_to(
            plans.sign_plan,
            plan=patient.plan,
            version=content.get("version", 1),
            by=physician,
            proof=story.sign(physician, content),
        )
        if signed is None:
            return
        self._consent(patient, physician)
        story.after(lambda: self._reserve(patient), days=story.chance.randrange(1, 6))

    def _consent(self, patient: Patient, physician: Actor) -> None:
        story = self.story
        own = replace(story.who("patient", CLINIC), on_behalf_of=patient.person)
        words: dict[str, Any] = {
            "person": patient.person,
            "product": PRODUCT,
            "route": ROUTE,
            "text_version": "MSC(WJ) IV, demonstration draft 1",
            "language": patient.language,
            "covers_conditional": story.happens(50),
        }
        given = story.do(plans.give_consent, **words, by=own, proof=story.sign(own, consent_words(**words)))
        patient.consent = str(given.payload["consent"])
        row = plan_facts.consent_row(patient.consent)
        assert row is not None  # noqa: S101 - just given
        content = plan_facts.consent_content(row)
        story.do(
            plans.countersign_consent,
            consent=patient.consent,
            by=physician,
            proof=story.sign(physician, content),
        )
        if self._may_go_wrong(patient) and story.happens(4):
            story.do(plans.withdraw_consent, consent=patient.consent, by=own)

    def _reserve(self, patient: Patient) -> None:
        """Promise vials of the oldest released lot; wait a fortnight when none has enough, and give up in the end."""
        story = self.story
        lot = self._lot_with(VIALS)
        coordinator = story.who("patient_coordinator", CLINIC)
        held = None
        if lot:
            held = story.try_to(
                plans.reserve_for_plan, plan=patient.plan, lot=lot, count=VIALS, by=coordinator
            )
        if held is None:
            patient.waits += 1
            if patient.waits <= 6:
                story.after(lambda: self._reserve(patient), days=14)
            return
        patient.lot, patient.vials = lot, [str(code) for code in held.payload["containers"]]
        hour = timedelta(hours=story.chance.randrange(1, 7))
        day = (story.now + timedelta(days=story.chance.randrange(3, 12))).replace(hour=1, minute=0) + hour
        story.at(day - timedelta(days=1), lambda: self._carry(patient))
        story.at(day, lambda: self._treat(patient))

    def _may_go_wrong(self, patient: Patient) -> bool:
        """The first people of a year meet no trouble, so that even a short year reaches its contacts."""
        return patient not in self.patients[:3]

    def _lot_with(self, count: int) -> str:
        state = dispositions(self.lots, Use.PATIENT)
        for lot in self.lots:
            known = state.get(lot)
            if known and known.state is State.RELEASED and len(bank_facts.free_containers(lot)) >= count:
                return lot
        return ""

    def _carry(self, patient: Patient) -> None:
        """Bring the promised vials over from the laboratory."""
        self.story.try_to(
            bank.check_out_containers,
            containers=patient.vials,
            reason=f"Infusion of plan {patient.plan}",
            to_site=CLINIC,
            by=self.story.who("technician"),
        )

    def _vitals(self) -> Vitals:
        chance = self.story.chance
        return Vitals(
            chance.randrange(62, 92), chance.randrange(108, 142), chance.randrange(62, 86), chance.randrange(96, 100),
            chance.randrange(12, 18), Decimal(chance.randrange(362, 372)) / 10,
        )  # fmt: skip

    def _treat(self, patient: Patient) -> None:
        """The infusion day: fit, wristband, preparation, two scans, start, observation, end."""
        story = self.story
        nurse, physician = story.who("nurse", CLINIC), story.who("physician", CLINIC)
        story.do(bedside.check_tray, by=nurse)
        band = story.do(bedside.print_wristband, person=patient.person, by=nurse)
        label = str(band.payload["label"])
        if not self._fit(patient, physician):
            return
        dose = self._prepare(patient)
        if not dose:
            return
        story.do(bedside.ask_identity, wristband=label, by=nurse)
        story.try_to(bedside.record_observation, subject=dose, vitals=self._vitals(), by=nurse)
        if story.happens(10) and patient.vials:  # the vial is scanned instead of the bag
            story.try_to(bedside.check_dose_at_bedside, wristband=label, dose=patient.vials[0], by=nurse)
        passed = story.try_to(bedside.check_dose_at_bedside, wristband=label, dose=dose, by=nurse)
        started = passed and story.try_to(bedside.start_infusion, dose=dose, by=nurse)
        if not started:
            story.do(
                bedside.destroy_dose,
                dose=dose,
                reason="Not given: the check at the bedside said stop",
                witness=story.who("nurse2", CLINIC).code,
                by=nurse,
            )
            return
        infusion = str(started.payload["infusion"])
        patient.infusions.append(infusion)
        self._watch(patient, infusion, nurse)

    def _fit(self, patient: Patient, physician: Actor) -> bool:
        story = self.story
        ill = story.happens(5)
        facts: dict[str, Any] = {
            "plan": patient.plan,
            "fit": not ill,
            "weight_kg": patient.weight_kg,
            "vitals": self._vitals(),
            "pregnancy_test": "not_applicable",
            "reason": "Cold since yesterday" if ill else "",
        }
        content = fit_content(person=patient.person, **facts)
        story.do(bedside.sign_fit, **facts, by=physician, proof=story.sign(physician, content))
        if ill:  # postponed before the thaw: the promise stays and costs nothing
            story.after(lambda: self._treat(patient), days=7)
        return not ill

    def _prepare(self, patient: Patient) -> str:
        story = self.story
        nurse, second = story.who("nurse", CLINIC), story.who("nurse2", CLINIC)
        begun = story.try_to(bedside.begin_preparation, plan=patient.plan, vials=patient.vials, by=nurse)
        if begun is None:
            return ""
        dose = str(begun.payload["dose"])
        planned = plan_facts.plan_content(patient.plan) or {}
        per_ml = int(planned["dose_cells"]) * story.chance.randrange(93, 108) // 100 // int(VOLUME_ML)
        story.do(
            bedside.count_dose,
            dose=dose,
            viable_cells_per_ml=per_ml,
            viability_pct=Decimal(story.chance.randrange(760, 930)) / 10,
            volume_ml=VOLUME_ML,
            by=nurse,
        )
        if story.happens(8):  # the one who counted may not be the one who checks
            story.try_to(bedside.check_dose, dose=dose, by=nurse, proof=story.sign(nurse, dose_content(dose)))
        story.do(bedside.check_dose, dose=dose, by=second, proof=story.sign(second, dose_content(dose)))
        return dose

    def _watch(self, patient: Patient, infusion: str, nurse: Actor) -> None:
        story = self.story
        for minutes in (5, 10, 15, 30, 45):
            story.after(
                lambda: story.try_to(
                    bedside.record_observation, subject=infusion, vitals=self._vitals(), by=nurse
                ),
                minutes=minutes,
            )
        story.after(lambda: self._end(infusion, nurse), minutes=62)
        physician = story.who("physician", CLINIC)
        story.after(
            lambda: story.try_to(
                plans.close_plan,
                plan=patient.plan,
                reason="The one session of this plan was given",
                by=physician,
            ),
            days=1,
        )
        contacts = [row.code for row in followups.contacts_of(infusion=infusion)]
        for contact in contacts:
            row = followups.contact_row(contact)
            if row is not None:
                story.at(
                    row.due_at + timedelta(minutes=70),
                    partial(self._call, patient, contact, infusion),
                )

    def _end(self, infusion: str, nurse: Actor) -> None:
        story = self.story
        if story.happens(4):
            story.do(bedside.press_reaction, infusion=infusion, by=nurse)
            story.do(
                bedside.report_reaction,
                infusion=infusion,
                what="flushing",
                grade=1,
                action="Slowed the rate; settled in ten minutes",
                by=nurse,
            )
        story.do(
            bedside.end_infusion, infusion=infusion, end=InfusionEnd.COMPLETE, given_ml=VOLUME_ML, by=nurse
        )

    def _call(self, patient: Patient, contact: str, infusion: str) -> None:
        """One contact after the return home: reached, tried, missed, declined, and what was heard."""
        story = self.story
        row = followups.contact_row(contact)
        if row is None or row.ending:
            return
        caller = story.who(story.chance.choice(("nurse", "nurse2")), CLINIC)
        lot = patient.lot
        fever = 45 if lot in self.feverish else FEVER_PERCENT
        if row.step == "h24" and story.happens(fever):
            self._report(patient, infusion, "fever", 1 if story.happens(70) else 2, row.due_at, caller)
        elif row.step in ("h48", "d7") and story.happens(MILD_PERCENT):
            self._report(
                patient,
                infusion,
                story.chance.choice(("headache", "fatigue", "nausea")),
                1,
                row.due_at,
                caller,
            )
        if story.happens(12):
            story.do(followup.try_contact, contact=contact, channel=Channel.PHONE, by=caller)
            if story.happens(30):
                if story.happens(40):  # too early: a contact is missed only when its time is over
                    self._miss(contact, caller)
                story.at(row.late_at + timedelta(hours=1), lambda: self._miss(contact, caller))
                return
        ending = Ending.DECLINED if story.happens(1) else Ending.DONE
        story.try_to(
            followup.end_contact,
            contact=contact,
            ending=ending,
            channel=Channel.PHONE,
            reason="Does not want further calls" if ending is Ending.DECLINED else "",
            by=caller,
        )

    def _miss(self, contact: str, caller: Actor) -> None:
        self.story.try_to(
            followup.end_contact,
            contact=contact,
            ending=Ending.MISSED,
            reason="No answer after three calls",
            by=caller,
        )

    def _report(
        self, patient: Patient, infusion: str, what: str, grade: int, known: datetime, by: Actor
    ) -> None:
        story = self.story
        serious = (Seriousness.HOSPITAL,) if grade >= 3 else ()
        event = story.do(
            followup.report_event,
            person=patient.person,
            what=what,
            grade=grade,
            occurred_at=known - timedelta(hours=6),
            known_at=known,
            known_evidence="Follow-up call",
            infusion=infusion,
            serious=serious,
            relatedness=Relatedness.POSSIBLE,
            action="Advice by telephone",
            by=by,
        )
        if not serious:
            physician = story.who("physician", CLINIC)
            story.after(
                lambda: story.try_to(
                    followup.close_event, event=event.subject, outcome="recovered", by=physician
                ),
                days=5,
            )

    def report_serious(self, patient: Patient) -> None:
        """The year's one serious event: its reporting clock runs, and stays visible until it is closed."""
        self._report(
            patient,
            patient.infusions[-1],
            "deep vein thrombosis",
            3,
            self.story.now,
            self.story.who("nurse", CLINIC),
        )
