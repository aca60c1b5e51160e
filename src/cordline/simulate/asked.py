"""Those who asked and were not treated: some only wanted to know and have themselves erased, some were too ill.

The very ill are told so and referred; a nurse keeps in touch, hears of a hospital stay, and of a death. Their events
and clocks run as everybody's do.
"""

from datetime import date, timedelta
from typing import Any

from cordline.followup import services as followup
from cordline.followup.types import Relatedness, Seriousness
from cordline.people import services as people
from cordline.people.exporting import export_person
from cordline.people.types import PersonKind, Sex
from cordline.plans import services as plans
from cordline.simulate.names import invent
from cordline.simulate.patients import Clinic
from cordline.simulate.stage import CLINIC, Stage

ILL_WITH = ("pneumonia", "fall at home", "urinary infection", "short of breath")


class Asked:
    """Registers them, answers them, and does what they ask or what happens to them."""

    def __init__(self, story: Stage, clinic: Clinic) -> None:
        self.story, self.clinic = story, clinic

    def _register(self, number: int, *, older: int) -> str:
        story = self.story
        name = invent(story.chance)
        return story.do(
            people.register_person,
            kind=PersonKind.PATIENT,
            full_name=name.full,
            called_name=name.called,
            own_script_name=name.own_script,
            birth_date=date(1970 - older, 1 + number % 12, 9),
            sex=(Sex.FEMALE, Sex.MALE)[number % 2],
            languages=(name.language,),
            contacts={"phone": f"+00 {number:03d} 555 0100"},
            by=story.who("patient_coordinator", CLINIC),
        ).subject

    def only_asks(self, number: int) -> None:
        """Wants to know, corrects a number, takes a copy, and has everything erased."""
        story, coordinator = self.story, self.story.who("patient_coordinator", CLINIC)
        person = self._register(number, older=0)
        phone = {"phone": f"+00 {number:03d} 555 0199"}
        facts: dict[str, Any] = {"person": person, "contacts": phone}
        story.slip(
            "a number changed without a reason", people.amend_person, **facts, reason="", by=coordinator
        )
        story.do(people.amend_person, **facts, reason="Two digits swapped by phone", by=coordinator)
        story.after(lambda: self._take_along(person), days=6)

    def _take_along(self, person: str) -> None:
        story, officer = self.story, self.story.who("privacy_officer", CLINIC)

        def export(**given: Any) -> Any:
            return export_person(**given)[0]

        story.slip("a copy for nobody", export, person="PT25-9999-X", by=officer)
        story.do(export, person=person, by=officer)
        story.slip("erased without a reason", people.erase_person, person=person, reason="", by=officer)
        story.do(
            people.erase_person, person=person, reason="Asked for it by letter, identity checked", by=officer
        )
        story.slip(
            "erased twice", people.erase_person, person=person, reason="Asked for it again", by=officer
        )

    def too_ill(self, number: int) -> None:
        """Cannot be treated: a stop for good; a week later the nurse hears of an illness."""
        story, nurse = self.story, self.story.who("nurse", CLINIC)
        person = self._register(number, older=25)
        story.do(plans.open_hard_stop, person=person, rule="C05", by=story.who("physician", CLINIC))
        facts: dict[str, Any] = {
            "person": person,
            "what": ILL_WITH[number % len(ILL_WITH)],
            "known_evidence": "Call of the family",
            "relatedness": Relatedness.NOT_JUDGED,
            "by": nurse,
        }

        def fall_ill() -> None:
            day = story.now
            wrong = facts | {"occurred_at": day, "known_at": day - timedelta(days=1), "grade": 2}
            story.slip("known before it happened", followup.report_event, **wrong)
            told = facts | {
                "occurred_at": day - timedelta(hours=9),
                "known_at": day - timedelta(hours=2),
                "grade": 2,
            }
            event = story.do(followup.report_event, **told).subject
            story.after(lambda: self._hospital(event), days=2)
            if number != 4:
                story.after(lambda: self._die(person), days=11)

        story.after(fall_ill, days=7)

    def _hospital(self, event: str) -> None:
        """They were taken in: the event becomes serious, with a clock of its own from when that was known."""
        story, officer = self.story, self.story.who("vigilance_officer", CLINIC)
        facts: dict[str, Any] = {"event": event, "known_at": story.now - timedelta(hours=1), "by": officer}
        story.slip("a report of what is not serious", followup.send_report, event=event, by=officer)
        story.slip("an upgrade that adds nothing", followup.upgrade_event, **facts, serious=[])
        story.do(followup.upgrade_event, **facts, serious=[Seriousness.HOSPITAL])
        story.slip("closed before its report", followup.close_event, event=event, outcome="recovered",
                   by=story.who("physician", CLINIC))  # fmt: skip
        story.after(lambda: self._report(event, "recovering in hospital"), days=3)

    def _report(self, event: str, outcome: str) -> None:
        story, officer = self.story, self.story.who("vigilance_officer", CLINIC)
        story.do(followup.send_report, event=event, by=officer)
        story.slip("a report sent twice", followup.send_report, event=event, by=officer)
        story.do(followup.close_event, event=event, outcome=outcome, by=story.who("physician", CLINIC))

    def _die(self, person: str) -> None:
        """A death: no message goes out any more; it opens an event with the short clock, reported in two days."""
        story, nurse = self.story, self.story.who("nurse", CLINIC)
        facts: dict[str, Any] = {"person": person, "by": nurse, "known_evidence": "Letter of the family"}
        story.slip("a death of next month", followup.record_death, **facts,
                   died_on=(story.now + timedelta(days=30)).date(), known_at=story.now)  # fmt: skip
        facts |= {
            "died_on": (story.now - timedelta(days=1)).date(),
            "known_at": story.now - timedelta(hours=2),
        }
        died = story.do(followup.record_death, **facts)
        story.slip("a death recorded twice", followup.record_death, **facts)
        story.after(
            lambda: self._report(str(died.payload["event"]), "died of the illness asked about"), days=2
        )
