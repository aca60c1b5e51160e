"""After the infusion: the calls that are made, tried, missed and stopped, and what is heard in them.

Fever in about one infusion of ten, other mild complaints in about one of twenty, a serious event once in the year
(planted). The first calls find nobody, so that their alert is seen; a dozen people end the
calls after a month.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from cordline.followup import selectors as followups
from cordline.followup import services as followup
from cordline.followup.types import Channel, Ending, Relatedness, Seriousness
from cordline.ground.actor import Actor, job
from cordline.simulate.patients import Clinic, Patient
from cordline.simulate.stage import CLINIC, Stage

FEVER_PERCENT, MILD_PERCENT = 10, 5


class Contacts:
    """Calls everybody who received something, by the protocol that the infusion opened."""

    def __init__(self, story: Stage, clinic: Clinic) -> None:
        self.story, self.clinic = story, clinic

    def open(self, patient: Patient, infusion: str) -> None:
        """Wait for each contact of one infusion at its time."""
        number = self.story.nth("followed")
        for row in followups.contacts_of(infusion=infusion):
            self.story.at(
                row.due_at + timedelta(minutes=70), partial(self._call, patient, row.code, infusion, number)
            )

    def _call(self, patient: Patient, contact: str, infusion: str, number: int) -> None:
        """One contact after the return home: reached, tried, missed, declined, and what was heard."""
        story = self.story
        row = followups.contact_row(contact)
        if row is None or row.ending:
            return
        caller = story.who(story.chance.choice(("nurse", "nurse2")), CLINIC)
        self._hear(patient, infusion, row.step, row.due_at, caller)
        if row.step == "h24" and self.story.often("nobody answers", then=6):
            self._nobody_answers(contact, row.late_at, caller)
            return
        if story.happens(12):
            story.do(followup.try_contact, contact=contact, channel=Channel.PHONE, by=caller)
            if story.happens(30):
                if story.nth("missed too early") < 2:  # a contact is missed only when its time is over
                    self._miss(contact, caller)
                story.at(row.late_at + timedelta(hours=1), lambda: self._miss(contact, caller))
                return
        ending = Ending.DECLINED if story.happens(1) else Ending.DONE
        facts: dict[str, Any] = {"contact": contact, "by": caller}
        story.slip("reached, but how?", followup.end_contact, **facts, ending=Ending.DONE)
        why = "Does not want further calls" if ending is Ending.DECLINED else ""
        story.try_to(followup.end_contact, **facts, ending=ending, channel=Channel.PHONE, reason=why)
        story.slip("tried after it was done", followup.try_contact, **facts, channel=Channel.PHONE)
        if row.step == "m1" and number % 3 != 2 and self.story.often("no more calls", then=8):
            story.after(lambda: self._stop(patient, caller), days=9)

    def _nobody_answers(self, contact: str, late_at: datetime, caller: Actor) -> None:
        """The first call finds nobody: the house raises its alert when the time is over, and the next call reaches."""
        story, house = self.story, job("followup", CLINIC)
        story.do(followup.try_contact, contact=contact, channel=Channel.PHONE, by=caller)
        story.slip("an alert before its time", followup.raise_alert, contact=contact, by=house)
        story.at(
            late_at + timedelta(minutes=1),
            lambda: story.try_to(followup.raise_alert, contact=contact, by=house),
        )
        done: dict[str, Any] = {"ending": Ending.DONE, "channel": Channel.MESSAGE, "by": caller}
        story.at(
            late_at + timedelta(minutes=40),
            lambda: story.try_to(followup.end_contact, contact=contact, **done),
        )

    def _stop(self, patient: Patient, caller: Actor) -> None:
        story = self.story
        facts: dict[str, Any] = {"person": patient.person, "ending": Ending.DECLINED, "by": caller}
        story.slip("calls stopped without a reason", followup.stop_contacts, **facts, reason="")
        story.try_to(followup.stop_contacts, **facts, reason="Feels well and wants no more calls")

    def _miss(self, contact: str, caller: Actor) -> None:
        self.story.try_to(
            followup.end_contact,
            contact=contact,
            ending=Ending.MISSED,
            reason="No answer after three calls",
            by=caller,
        )

    def _hear(self, patient: Patient, infusion: str, step: str, due_at: datetime, caller: Actor) -> None:
        story = self.story
        fever = 60 if patient.lot in self.clinic.feverish else FEVER_PERCENT
        if step == "h24" and story.happens(fever):
            self._report(patient, infusion, "fever", 1 if story.happens(70) else 2, due_at, caller)
        elif step in ("h48", "d7") and story.happens(MILD_PERCENT):
            what = story.chance.choice(("headache", "fatigue", "nausea"))
            self._report(patient, infusion, what, 1, due_at, caller)

    def _report(
        self, patient: Patient, infusion: str, what: str, grade: int, known: datetime, by: Actor
    ) -> str:
        story = self.story
        serious = (Seriousness.HOSPITAL,) if grade >= 3 else ()
        facts: dict[str, Any] = {
            "person": patient.person,
            "what": what,
            "grade": grade,
            "occurred_at": known - timedelta(hours=6),
            "known_at": known,
            "infusion": infusion,
            "serious": serious,
            "relatedness": Relatedness.POSSIBLE,
            "action": "Advice by telephone",
            "by": by,
        }
        story.slip("nothing shows when it was known", followup.report_event, **facts, known_evidence=" ")
        event = story.do(followup.report_event, **facts, known_evidence="Follow-up call").subject
        if not serious:
            story.after(lambda: self._close(event), days=5)
        return event

    def _close(self, event: str) -> None:
        facts: dict[str, Any] = {"event": event, "by": self.story.who("physician", CLINIC)}
        self.story.slip("an event closed without its outcome", followup.close_event, **facts, outcome=" ")
        self.story.try_to(followup.close_event, **facts, outcome="recovered")

    def report_serious(self, patient: Patient, what: str) -> str:
        """Report a serious event after an infusion: its reporting clock runs, and stays visible until it is closed."""
        nurse = self.story.who("nurse", CLINIC)
        return self._report(patient, patient.infusions[-1], what, 3, self.story.now, nurse)
