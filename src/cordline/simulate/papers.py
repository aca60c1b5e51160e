"""Papers: leaflets written and read by a second pair of eyes, files kept, lists of older mothers taken in."""

from typing import Any

from cordline.documents import selectors as document_facts
from cordline.documents import services as documents
from cordline.ground.refusal import Refused
from cordline.interop.services import import_file, withdraw_import
from cordline.interop.types import ImportKind
from cordline.simulate.names import invent
from cordline.simulate.stage import CLINIC, Stage
from cordline.simulate.upkeep import Upkeep

HEAD = "reference,kind,full_name,birth_date,sex\n"


class Papers:
    """A leaflet, a file and two lists each month."""

    def __init__(self, story: Stage, upkeep: Upkeep) -> None:
        self.story, self.upkeep = story, upkeep

    def month(self, number: int) -> None:
        """Write, keep, take in."""
        self._leaflet(number)
        self._keep(number)
        self._list(number, withdrawn=True)
        self._list(number, withdrawn=False)

    def _leaflet(self, number: int) -> None:
        story, editor, reader = (
            self.story,
            self.story.who("knowledge_editor", CLINIC),
            self.story.who("interpreter", CLINIC),
        )
        named: dict[str, Any] = {
            "text": "leaflet-after-the-infusion",
            "version": number + 1,
            "language": "en",
        }
        words = {"title": "After your infusion", "body": f"Call us at any hour. Edition {number + 1}."}
        story.slip(
            "a leaflet without words", documents.write_text, **named, title="After", body=" ", by=editor
        )
        story.do(documents.write_text, **named, **words, by=editor)
        content = document_facts.rendition_content(named["text"], "en", number + 1)
        own = story.sign(editor, content)
        story.slip("one's own words reviewed", documents.review_rendition, **named, proof=own, by=editor)
        story.do(documents.review_rendition, **named, proof=story.sign(reader, content), by=reader)

    def _keep(self, number: int) -> None:
        story, about = self.story, self.upkeep.device
        facts: dict[str, Any] = {"about": about, "by": story.who("technician")}
        story.slip("an empty file", documents.store_file, **facts, name="logger.csv", content=b"")
        rows = "".join(f"{hour:02d}:00,{4 + (hour * 7 + number) % 3}\n" for hour in range(24))
        content = f"hour,degrees\n{rows}".encode()
        story.do(documents.store_file, **facts, name=f"logger-{number + 1:02d}.csv", content=content)

    def _list(self, number: int, *, withdrawn: bool) -> None:
        """A maternity hospital sends its older mothers; every second one is last year's and goes again."""
        story, by = self.story, self.story.who("donor_coordinator")
        rows = ""
        for place in range(2):
            name = invent(story.chance).full
            reference = f"OLD-{number}-{int(withdrawn)}-{place}"
            rows += f"{reference},birth_mother,{name} (demo),199{place}-05-0{1 + number % 9},F\n"
        if story.nth("list with a fault") < 2:
            story.turned_away(
                "a list with a day that is none", self._take, rows=rows.replace("-05-", "-55-"), by=by
            )
        batch = self._take(rows=rows, by=by)
        story.count("interop.file.imported", "interop.import.opened")
        if withdrawn:
            story.after(lambda: self._withdraw(batch), days=2)

    @staticmethod
    def _take(*, rows: str, by: Any, key: str = "") -> Any:
        """Take a list in; the key is the file's own hash. What is wrong with it is told as one refusal."""
        report = import_file(kind=ImportKind.DONORS, content=(HEAD + rows).encode(), dry_run=False, by=by)
        if report.faults:
            raise Refused([fault.refusal for fault in report.faults])
        return report.batch

    def _withdraw(self, batch: str) -> None:
        facts: dict[str, Any] = {"batch": batch, "by": self.story.who("responsible_person")}
        self.story.slip("a list withdrawn without a reason", withdraw_import, **facts, reason=" ")
        self.story.do(withdraw_import, **facts, reason="Last year's list, sent by mistake")
        self.story.slip("a list withdrawn twice", withdraw_import, **facts, reason="Once more")
