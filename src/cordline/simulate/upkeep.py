"""What a laboratory keeps up: equipment calibrated, stopped, resumed; reagents let in or turned away; certificates."""

from datetime import timedelta
from typing import Any

from cordline.facility import services as facility
from cordline.facility.types import EquipmentKind, LicenceScope, Origin
from cordline.lineage import selectors as lineage_facts
from cordline.lineage import services as lineage
from cordline.lineage.types import HoldKind
from cordline.simulate.stage import LABORATORY, Stage

STOPPED = (
    "Door seal torn",
    "Fan louder than last week",
    "CO2 sensor drifts",
    "Display blank after a power dip",
)


class Upkeep:
    """A round each month over what stands in the house and what is delivered to it."""

    def __init__(self, story: Stage) -> None:
        self.story = story
        self.device = ""
        self.rejected: list[str] = []

    def month(self, number: int) -> None:
        """Calibrate, repair, take in, let go."""
        if not self.device:
            head = self.story.who("laboratory_head")
            kind = EquipmentKind.CENTRIFUGE
            self.device = self.story.do(
                facility.install_equipment, name="Centrifuge 2", kind=kind, by=head
            ).subject
        self._calibrate()
        self._repair(number)
        self._deliver(number)
        self._certify(number)

    def _calibrate(self) -> None:
        story, until = self.story, (self.story.now + timedelta(days=60)).date()
        facts: dict[str, Any] = {"until": until, "by": story.who("technician2")}
        story.slip(
            "a device nobody knows calibrated", facility.record_calibration, **facts, equipment="EQ25-9999-X"
        )
        story.do(facility.record_calibration, **facts, equipment=self.device)

    def _repair(self, number: int) -> None:
        story, why = self.story, STOPPED[number % len(STOPPED)]
        facts: dict[str, Any] = {"equipment": self.device, "by": story.who("technician")}
        story.slip("stopped without a reason", facility.stop_equipment, **facts, reason=" ")
        story.do(facility.stop_equipment, **facts, reason=why)
        story.slip("resumed by a technician", facility.resume_equipment, **facts, reason="Runs again")
        story.after(
            lambda: story.do(
                facility.resume_equipment,
                equipment=self.device,
                reason="Repaired and tried out; certificate on file",
                by=story.who("quality"),
            ),
            days=3,
        )

    def _deliver(self, number: int) -> None:
        """Two boxes of medium come: one is let in, one was warm on its way and is turned away."""
        story = self.story
        facts: dict[str, Any] = {
            "name": "Basal medium",
            "supplier": "Invented Supplies",
            "supplier_lot": f"INV-M{number:03d}",
            "origin": Origin.SYNTHETIC,
            "by": story.who("technician"),
        }
        story.slip(
            "a reagent past its day",
            facility.receive_reagent,
            **facts,
            expires_at=story.now - timedelta(days=1),
        )
        good, warm = (
            story.do(facility.receive_reagent, **facts, expires_at=story.now + timedelta(days=200)).subject
            for _ in range(2)
        )
        quality = story.who("quality")
        story.slip(
            "turned away without a reason", facility.reject_reagent, reagent=warm, reason=" ", by=quality
        )
        why = "Logger of the box: 14 degrees for nine hours"
        story.do(facility.reject_reagent, reagent=warm, reason=why, by=quality)
        story.slip("let in after it was turned away", facility.release_reagent, reagent=warm, by=quality)
        story.do(facility.release_reagent, reagent=good, by=quality)
        self.rejected.append(warm)
        self._hold(warm)

    def _hold(self, reagent: str) -> None:
        """Whatever a warm reagent might have touched stands still until somebody has looked: it touched nothing."""
        story, placer, lifter = self.story, self.story.who("quality2"), self.story.who("quality")
        facts: dict[str, Any] = {"on": reagent, "kind": HoldKind.QUALITY, "by": placer}
        story.slip("a hold without words", lineage.place_hold, **facts, reason="?")
        hold = str(story.do(lineage.place_hold, **facts, reason="Warm on arrival").payload["hold"])

        def lift() -> None:
            content, why = lineage_facts.lift_hold_content(hold), "Never opened; the box went back"
            own: dict[str, Any] = {
                "hold": hold,
                "reason": why,
                "by": placer,
                "proof": story.sign(placer, content),
            }
            story.slip("one's own hold lifted", lineage.lift_hold, **own)
            story.do(lineage.lift_hold, hold=hold, reason=why, by=lifter, proof=story.sign(lifter, content))

        story.after(lift, days=1)

    def _certify(self, number: int) -> None:
        """A locum's practising certificate is put on record for a month, and withdrawn when the month is over."""
        story, today = self.story, self.story.now.date()
        facts: dict[str, Any] = {
            "number": f"DEMO-LOCUM-{number + 1:02d}",
            "holder": "Dr Locum Invented (demo)",
            "scope": LicenceScope.PRACTISING_CERTIFICATE,
            "site": LABORATORY,
            "valid_from": today,
            "by": story.who("quality"),
        }
        story.slip("a certificate that ends before it begins", facility.record_licence, **facts,
                   expires_on=today - timedelta(days=9))  # fmt: skip
        story.do(facility.record_licence, **facts, expires_on=today + timedelta(days=60))
        story.after(lambda: self._end(str(facts["number"])), days=25)

    def _end(self, number: str) -> None:
        facts: dict[str, Any] = {"number": number, "by": self.story.who("quality")}
        self.story.slip("withdrawn without a word", facility.withdraw_licence, **facts, reason=" ")
        self.story.do(facility.withdraw_licence, **facts, reason="The locum's month is over")
