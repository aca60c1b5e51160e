"""The audit trail as a PDF in the frame of every print: complete on its own, n of m, printed by and when (U123)."""

from collections.abc import Sequence

from django.http import HttpRequest

from cordline.desk.trail import Asked, Line
from cordline.documents.pdf import PrintedBy, render
from cordline.ground import writing
from cordline.web.sources import sources


def trail_pdf(request: HttpRequest, asked: Asked, lines: Sequence[Line]) -> bytes:
    """Print the filtered trail as PDF."""
    house, viewer, now = sources.house(request), sources.viewer(request), sources.now()
    pairs = (("record", asked.record), ("person", asked.person), ("act", asked.act), ("kind", asked.kind))
    words = [f"{name} {value}" for name, value in pairs if value]
    data = {
        "asked": f"{writing.counted(len(lines), 'line')}, newest first, all times {writing.place(house.zone)}"
        + (f". Filtered by {', '.join(words)}." if words else "."),
        "lines": [
            {
                "at": writing.when(line.at, house.zone, seconds=True).split(" " + writing.place(house.zone))[
                    0
                ],
                "who": line.who,
                "text": line.text,
                "receipt": line.receipt or "-",
                "changes": [f"{what}: {old} to {new}" for what, old, new in line.changes],
            }
            for line in lines
        ],
    }
    printed = PrintedBy(
        title="Audit trail",
        record=asked.record or "all records",
        house=house.name,
        by=f"{viewer.name} ({viewer.actor.code})" if viewer else "-",
        at=writing.when(now, house.zone),
        demonstration=house.demonstration,
    )
    return render("desk/trail", data, printed=printed, printed_at=now)
