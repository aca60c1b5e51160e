"""The cold, month by month: a box more, a box moved, a tube put elsewhere, vials missed, tried out, destroyed."""

from itertools import islice
from typing import Any

from cordline.bank import boxes, selectors
from cordline.bank import services as bank
from cordline.bank.types import ContainerFacts
from cordline.ground.products import Use
from cordline.release.selectors import dispositions
from cordline.release.types import State
from cordline.simulate.cells import Laboratory
from cordline.simulate.founding import BOX_COLUMNS, BOX_ROWS, House, places_for
from cordline.simulate.patients import Clinic
from cordline.simulate.stage import Stage


class Freezer:
    """Looks after what lies in the tanks."""

    def __init__(self, story: Stage, house: House, laboratory: Laboratory, clinic: Clinic) -> None:
        self.story, self.house, self.laboratory, self.clinic = story, house, laboratory, clinic

    def month(self, number: int) -> None:
        """The first Monday in the cold room."""
        self._defrost(self._one_box_more(number), number)
        for look, vial in zip(
            (self._move, self._miss, self._destroy, self._show), self._of_lots(), strict=False
        ):
            look(vial)
        self._try_out(number)

    def _one_box_more(self, number: int) -> str:
        story = self.story
        facts: dict[str, Any] = {"unit": self.house.tanks[0], "rack": "R9", "by": story.who("technician")}
        name = f"M{number + 1:02d}"
        story.slip("a box of a shape that fits no rack", bank.add_box, **facts, box=name, rows=40, columns=1)
        added = story.do(bank.add_box, **facts, box=name, rows=BOX_ROWS, columns=BOX_COLUMNS)
        positions = [str(code) for code in added.payload["positions"]]
        self.house.positions += positions
        return positions[0]

    def _defrost(self, position: str, number: int) -> None:
        """The new box is made ready in the first tank and stands in the other from then on."""
        story = self.story
        facts: dict[str, Any] = {"box": boxes.box_of(position), "by": story.who("technician2")}
        story.slip("a box into a tank there is not", bank.move_box, **facts, unit="TK-77", rack="R1")
        story.do(bank.move_box, **facts, unit=self.house.tanks[1], rack=f"D{number + 1}")

    def _of_lots(self) -> list[ContainerFacts]:
        """Four vials of the newest lots, several of one where there are few lots."""
        found: list[ContainerFacts] = []
        for lot in reversed(self.clinic.lots):
            found += [item for item in selectors.free_containers(lot) if not item.holds][:4]
            if len(found) >= 4:
                break
        return found[:4]

    def _free(self, lots: list[str]) -> list[ContainerFacts]:
        """A vial of each of these lots that lies in the cold and was promised to nobody; held ones are left alone."""
        found = (next(iter(selectors.free_containers(lot)), None) for lot in lots)
        return list(islice((item for item in found if item and not item.holds), 4))

    def _move(self, vial: ContainerFacts) -> None:
        story, by = self.story, self.story.who("technician")
        [free] = places_for(story, self.house, 1)
        story.slip("a vial nobody knows moved", bank.move_containers, places={"VL25-9999-X": free}, by=by)
        story.do(bank.move_containers, places={vial.code: free}, by=by)

    def _miss(self, vial: ContainerFacts) -> None:
        facts: dict[str, Any] = {"container": vial.code, "by": self.story.who("technician")}
        self.story.slip("lost without a word", bank.declare_lost, **facts, reason=" ")
        self.story.try_to(
            bank.declare_lost, **facts, reason="Cap open in the vapour at the monthly count; empty"
        )
        self.story.slip("lost twice", bank.declare_lost, **facts, reason="Still empty")

    def _destroy(self, vial: ContainerFacts) -> None:
        story, by = self.story, self.story.who("technician")
        facts: dict[str, Any] = {"container": vial.code, "reason": "Label no longer legible", "by": by}
        story.slip("destroyed before one's own eyes", bank.destroy_container, **facts, witness=by.code)
        story.try_to(bank.destroy_container, **facts, witness=story.who("technician2").code)

    def _show(self, vial: ContainerFacts) -> None:
        """A vial is taken out to compare its label with the list, and goes back into its place."""
        story, by = self.story, self.story.who("technician")
        facts: dict[str, Any] = {"containers": [vial.code], "by": by}
        story.try_to(bank.check_out_containers, **facts, reason="Label compared with the inventory")
        story.slip("returned to another place", bank.return_containers, places={vial.code: "PS-9999"}, by=by)
        story.try_to(bank.return_containers, places={vial.code: vial.position}, by=by)

    def _try_out(self, number: int) -> None:
        """One vial of a bank is thawed and used up, to see that the bank still grows as it did."""
        story, by = self.story, self.story.who("technician")
        banks = [code for line in self.laboratory.lines for code in (line.working, line.master) if code]
        known = dispositions(banks, Use.FURTHER_CULTURE)
        released = [code for code in banks if code in known and known[code].state is State.RELEASED]
        vial = next(iter(self._free(released)), None)
        if vial is None:
            return
        used: dict[str, Any] = {"containers": [vial.code], "use": Use.FURTHER_CULTURE, "by": by}
        why = "Stability of the bank: thawed, counted, plated"
        story.slip("used up while frozen", bank.consume_containers, **used, reason=why)
        if story.try_to(bank.thaw_container, container=vial.code, use=Use.FURTHER_CULTURE, by=by):
            story.do(bank.consume_containers, **used, reason=why)
