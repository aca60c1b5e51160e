"""The infusion day: tray, wristband, fitness, the dose prepared by two, the two scans, the infusion and its watch.

At first one vial of every second dose cracks in the water bath, is destroyed before a witness, and the spare goes in;
the first doses count low and a physician decides; Reaction is pressed. Later in the year each of them is rare. That is
more often than published, so that each act is to be seen; the reactions themselves are mild and pass.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from cordline.bank import selectors as bank_facts
from cordline.bank import services as bank
from cordline.bedside import services as bedside
from cordline.bedside.selectors import dose_content
from cordline.bedside.services.day import fit_content
from cordline.bedside.types import InfusionEnd, Vitals
from cordline.ground.actor import Actor
from cordline.plans import selectors as plan_facts
from cordline.plans import services as plans
from cordline.simulate.patients import VOLUME_ML, Patient
from cordline.simulate.stage import CLINIC, FIRST, Stage

FELT = ("flushing", "chills", "itching", "headache")


class Infusions:
    """Treats one person on one day; ``given`` hears of each infusion, ``not_today`` of each day that must wait."""

    def __init__(
        self,
        story: Stage,
        given: Callable[[Patient, str], None],
        not_today: Callable[[Patient, str], None],
    ) -> None:
        self.story, self.given, self.not_today = story, given, not_today

    def treat(self, patient: Patient) -> None:
        """The infusion day of one person, as far as it comes."""
        story, nurse = self.story, self.story.who("nurse", CLINIC)
        coordinator = story.who("patient_coordinator", CLINIC)
        story.slip("the tray checked by the coordinator", bedside.check_tray, by=coordinator)
        story.do(bedside.check_tray, by=nurse)
        story.slip("a wristband for nobody", bedside.print_wristband, person="PT25-9999-X", by=nurse)
        band = story.do(bedside.print_wristband, person=patient.person, by=nurse)
        label = str(band.payload["label"])
        if not self._fit(patient):
            return
        dose = self._prepare(patient)
        if not dose:
            self.not_today(patient, "The dose could not be prepared")
            return
        old = f"{band.payload['wristband']}"
        story.slip("a wristband without its print", bedside.ask_identity, wristband=old, by=nurse)
        story.do(bedside.ask_identity, wristband=label, by=nurse)
        story.try_to(bedside.record_observation, subject=dose, vitals=self._vitals(), by=nurse)
        started = self._start(patient, label, dose, nurse)
        if started:
            patient.infusions.append(started)
            self._watch(patient, started, nurse)
            self.given(patient, started)
            return
        witness = story.who("nurse2", CLINIC).code
        why = "Not given: the check at the bedside said stop"
        story.do(bedside.destroy_dose, dose=dose, reason=why, witness=witness, by=nurse)

    def _start(self, patient: Patient, label: str, dose: str, nurse: Actor) -> str:
        story = self.story
        vial = patient.vials[-1]
        story.slip(
            "the vial scanned for the bag",
            bedside.check_dose_at_bedside,
            wristband=label,
            dose=vial,
            by=nurse,
        )
        story.slip("started before the two scans", bedside.start_infusion, dose=dose, by=nurse)
        if story.try_to(bedside.check_dose_at_bedside, wristband=label, dose=dose, by=nurse) is None:
            return ""
        started = story.try_to(bedside.start_infusion, dose=dose, by=nurse)
        return str(started.payload["infusion"]) if started else ""

    def _fit(self, patient: Patient) -> bool:
        """A physician judges the day; whoever has a cold comes again in a week, and the promise stays."""
        story, physician = self.story, self.story.who("physician", CLINIC)
        ill = story.happens(5)
        facts: dict[str, Any] = {
            "plan": patient.plan,
            "fit": not ill,
            "weight_kg": patient.weight_kg,
            "vitals": self._vitals(),
            "pregnancy_test": "not_applicable",
            "reason": "Cold since yesterday" if ill else "",
        }
        wrong = facts | {"fit": True, "weight_kg": patient.weight_kg / 10}
        content = fit_content(person=patient.person, **wrong)
        proof = story.sign(physician, content)
        story.slip(
            "a weight with its point in the wrong place", bedside.sign_fit, **wrong, by=physician, proof=proof
        )
        content = fit_content(person=patient.person, **facts)
        story.do(bedside.sign_fit, **facts, by=physician, proof=story.sign(physician, content))
        if ill:
            visit = patient.visit
            story.after(lambda: self.treat(patient) if visit == patient.visit else None, days=7)
        return not ill

    def _prepare(self, patient: Patient) -> str:
        """Thaw, dilute, count, decide where the count is low, and have a second person check; gives the dose or "."""
        story, nurse = self.story, self.story.who("nurse", CLINIC)
        vials, number = list(patient.vials), story.nth("dose")
        wrong: dict[str, Any] = {"plan": patient.plan, "vials": [vials[0], vials[0]]}
        story.slip("one vial picked twice", bedside.begin_preparation, **wrong, by=nurse)
        if number % (2 if number < 2 * FIRST else 8) == 0 and patient.spare:
            if not self._crack(patient, vials.pop(0), nurse):
                return ""
            vials.append(patient.spare)
            patient.vials, patient.spare = vials, ""
        begun = story.try_to(bedside.begin_preparation, plan=patient.plan, vials=vials[:4], by=nurse)
        if begun is None:
            return ""
        dose = str(begun.payload["dose"])
        story.slip("a vial thawed a second time", bedside.add_vial, dose=dose, vial=vials[0], by=nurse)
        for vial in vials[4:]:
            if story.try_to(bedside.add_vial, dose=dose, vial=vial, by=nurse) is None:
                return ""
        self._count(patient, dose, nurse, low=story.often("low count", then=8))
        self._check(dose, nurse)
        self._give_back(patient, nurse)
        return dose

    def _crack(self, patient: Patient, vial: str, nurse: Actor) -> bool:
        """The first vial cracks in the water bath: its dose is over before it began, and the others are still whole."""
        story, witness = self.story, self.story.who("nurse2", CLINIC)
        begun = story.try_to(bedside.begin_preparation, plan=patient.plan, vials=[vial], by=nurse)
        if begun is None:
            return False
        dose, why = str(begun.payload["dose"]), "The vial cracked in the water bath"
        story.slip(
            "one's own witness", bedside.destroy_dose, dose=dose, reason=why, witness=nurse.code, by=nurse
        )
        story.slip(
            "destroyed without a reason",
            bedside.destroy_dose,
            dose=dose,
            reason="",
            witness=witness.code,
            by=nurse,
        )
        story.do(bedside.destroy_dose, dose=dose, reason=why, witness=witness.code, by=nurse)
        return True

    def _count(self, patient: Patient, dose: str, nurse: Actor, *, low: bool) -> None:
        story = self.story
        planned = plan_facts.plan_content(patient.plan) or {}
        share = story.chance.randrange(71, 79) if low else story.chance.randrange(93, 108)
        facts: dict[str, Any] = {
            "dose": dose,
            "viable_cells_per_ml": int(planned["dose_cells"]) * share // 100 // int(VOLUME_ML),
            "viability_pct": Decimal(story.chance.randrange(760, 930)) / 10,
            "volume_ml": VOLUME_ML,
            "by": nurse,
        }
        wrong = facts | {"viability_pct": Decimal(760)}
        story.slip("a viability without its point", bedside.count_dose, **wrong)
        story.do(bedside.count_dose, **facts)
        if low:
            self._decide(dose)

    def _decide(self, dose: str) -> None:
        story, physician = self.story, self.story.who("physician2", CLINIC)
        reason = "Still in the range of the trial; the person was told and agrees"
        content = dose_content(dose) | {"reason": reason}
        facts: dict[str, Any] = {"dose": dose, "by": physician, "proof": story.sign(physician, content)}
        story.slip("a low dose accepted without a reason", bedside.accept_dose, **facts, reason=" ")
        story.do(bedside.accept_dose, **facts, reason=reason)

    def _check(self, dose: str, nurse: Actor) -> None:
        """The one who counted may not be the one who checks."""
        story, second = self.story, self.story.who("nurse2", CLINIC)
        content = dose_content(dose)
        story.slip(
            "checked by who prepared it",
            bedside.check_dose,
            dose=dose,
            by=nurse,
            proof=story.sign(nurse, content),
        )
        story.do(bedside.check_dose, dose=dose, by=second, proof=story.sign(second, content))

    def _give_back(self, patient: Patient, nurse: Actor) -> None:
        """The spare vial was not needed: its promise ends, and it goes back to the position kept for it."""
        if not patient.spare:
            return
        story, spare = self.story, patient.spare
        promise: dict[str, Any] = {"plan": patient.plan, "containers": [spare], "by": nurse}
        story.slip("a promise given up without a reason", bank.release_reservations, **promise, reason="")
        story.do(
            bank.release_reservations, **promise, reason="Every vial of the dose was whole; spare not needed"
        )
        facts = bank_facts.container(spare)
        patient.spare = ""
        if facts is None or not facts.position:
            return
        story.slip(
            "put back into another position", bank.return_containers, places={spare: "PS-9999"}, by=nurse
        )
        story.do(bank.return_containers, places={spare: facts.position}, by=nurse)

    def _watch(self, patient: Patient, infusion: str, nurse: Actor) -> None:
        story = self.story
        for minutes in (5, 10, 15, 30, 45):
            story.after(lambda: self._observe(infusion, nurse), minutes=minutes)
        story.after(lambda: self._end(infusion, nurse), minutes=62)
        story.after(lambda: self._close(patient), days=1)

    def _observe(self, infusion: str, nurse: Actor) -> None:
        story, vitals = self.story, self._vitals()
        wrong = Vitals(*(720, *list(vars(vitals).values())[1:]))
        story.slip(
            "a pulse that cannot be", bedside.record_observation, subject=infusion, vitals=wrong, by=nurse
        )
        story.try_to(bedside.record_observation, subject=infusion, vitals=vitals, by=nurse)

    def _end(self, infusion: str, nurse: Actor) -> None:
        story, number = self.story, self.story.nth("infusion")
        if story.often("Reaction", then=8):
            self._react(infusion, nurse, FELT[number % len(FELT)])
        facts: dict[str, Any] = {"infusion": infusion, "end": InfusionEnd.COMPLETE, "by": nurse}
        story.slip("more given than the bag held", bedside.end_infusion, **facts, given_ml=VOLUME_ML * 10)
        story.do(bedside.end_infusion, **facts, given_ml=VOLUME_ML)

    def _react(self, infusion: str, nurse: Actor, felt: str) -> None:
        story, coordinator = self.story, self.story.who("patient_coordinator", CLINIC)
        story.slip(
            "Reaction pressed by the coordinator", bedside.press_reaction, infusion=infusion, by=coordinator
        )
        story.do(bedside.press_reaction, infusion=infusion, by=nurse)
        facts: dict[str, Any] = {"infusion": infusion, "what": felt, "by": nurse}
        facts["action"] = "Slowed the rate; settled in ten minutes"
        story.slip("a reaction of a grade there is not", bedside.report_reaction, **facts, grade=7)
        story.do(bedside.report_reaction, **facts, grade=1)

    def _close(self, patient: Patient) -> None:
        story = self.story
        facts: dict[str, Any] = {"plan": patient.plan, "by": story.who("physician", CLINIC)}
        story.slip("a plan closed without a reason", plans.close_plan, **facts, reason="")
        story.try_to(plans.close_plan, **facts, reason="The one session of this plan was given")

    def _vitals(self) -> Vitals:
        chance = self.story.chance
        return Vitals(
            chance.randrange(62, 92), chance.randrange(108, 142), chance.randrange(62, 86), chance.randrange(96, 100),
            chance.randrange(12, 18), Decimal(chance.randrange(362, 372)) / 10,
        )  # fmt: skip
