"""The audit trail as a PDF: complete on its own, with n of m, who printed it and when, and "copy" (U123)."""

import json
from collections.abc import Sequence

import typst
from django.http import HttpRequest

from cordline.desk.trail import Asked, Line
from cordline.ground import writing
from cordline.web.sources import sources

_PAGE = """
#let facts = json(bytes(sys.inputs.facts))
#let fonts = ("IBM Plex Sans", "Noto Sans", "Noto Sans CJK JP", "DejaVu Sans", "Libertinus Serif")
#set document(title: "Audit trail")
#set text(font: fonts, size: 9pt, lang: "en")
#let mark = if facts.demonstration [ · DEMONSTRATION, nothing here is real]
#let head = text(size: 8pt)[Cordline audit trail, #facts.house #h(1fr) COPY #mark]
#let pages = context counter(page).display("1 of 1", both: true)
#let foot = text(size: 8pt)[Printed by #facts.by, #facts.at #h(1fr) Page #pages]
#set page(paper: "a4", margin: (x: 15mm, top: 24mm, bottom: 18mm), header: head, footer: foot)
= Audit trail
#facts.asked
#let said(row) = [*#row.who* #row.text #for change in row.changes [ (#change) ]]
#table(columns: (26mm, 1fr, 24mm), stroke: 0.4pt + luma(170), inset: 4pt,
  table.header[*Time*][*Who did what, to which record, and why*][*Receipt*],
  ..facts.lines.map(row => ([#row.at], said(row), [#raw(row.receipt)])).flatten())
"""


def trail_pdf(request: HttpRequest, asked: Asked, lines: Sequence[Line]) -> bytes:
    """Print the filtered trail as PDF."""
    house, viewer = sources.house(request), sources.viewer(request)
    words = [
        f"{name}: {value}"
        for name, value in (
            ("record", asked.record),
            ("person", asked.person),
            ("act", asked.act),
            ("kind", asked.kind),
        )
        if value
    ]
    facts = {
        "house": house.name,
        "demonstration": house.demonstration,
        "by": f"{viewer.name} ({viewer.actor.code})" if viewer else "-",
        "at": writing.when(sources.now(), house.zone),
        "asked": f"{writing.counted(len(lines), 'line')}, newest first, all times {writing.place(house.zone)}"
        + (f". Filtered by {', '.join(words)}" if words else ""),
        "lines": [
            {
                "at": writing.when(line.at, house.zone, seconds=True).rsplit(" ", 2)[0].rstrip(","),
                "who": line.who,
                "text": line.text,
                "receipt": line.receipt or " ",
                "changes": [f"{what}: {old} to {new}" for what, old, new in line.changes],
            }
            for line in lines
        ],
    }
    return bytes(typst.compile(_PAGE.encode(), sys_inputs={"facts": json.dumps(facts)}))
