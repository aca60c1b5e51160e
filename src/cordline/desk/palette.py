"""What the palette offers: pages of the menu, a code's own page, and things found by words; fuzzy, by permission."""

import re
from dataclasses import dataclass

from cordline.ground.actor import Actor
from cordline.ground.codes import Code, Kind, parse
from cordline.web import finding, places

MOST = 14
_CODE_LIKE = re.compile(r"^[A-Za-z]{2}\s?\d{2}-?\d")


@dataclass(frozen=True)
class Line:
    """One line of the palette: what it says, where it leads, what kind of thing it is, and its drawing."""

    label: str
    url: str
    hint: str
    icon: str


def looks_like_code(text: str) -> bool:
    """Say whether a typed text is meant as a code, so that a slip in it is answered as a slip and not as a search."""
    compact = "".join(text.split())
    return bool(_CODE_LIKE.match(compact)) or isinstance(parse(compact), Code)


def fits(wanted: str, label: str) -> int:
    """Score how well letters fit a label in their order: 0 not at all, higher is better."""
    wanted, low = wanted.lower().replace(" ", ""), label.lower()
    if not wanted:
        return 1
    if low.startswith(wanted):
        return 1000 - len(low)
    if wanted in low.replace(" ", ""):
        return 500 - len(low)
    at, gaps = -1, 0
    for letter in wanted:
        found = low.find(letter, at + 1)
        if found < 0:
            return 0
        gaps += found - at - 1
        at = found
    return max(1, 200 - gaps)


def lines(text: str, by: Actor) -> list[Line]:
    """Give the best lines for what was typed or scanned."""
    read = parse(text) if text else None
    found: list[Line] = []
    if isinstance(read, Code):
        if read.kind in places.all_places() and not places.may_open(read.kind, by):
            return found
        found.append(Line(str(read), f"/c/{read}/", read.kind.noun.capitalize(), "scan"))
    scored = [
        (fits(text, f"{entry.label} {entry.group}"), entry, address)
        for entry, address in places.entries_for(by)
    ]
    best = sorted((row for row in scored if row[0]), key=lambda row: -row[0])
    found += [Line(entry.label, address, entry.group, entry.icon) for _, entry, address in best[:MOST]]
    if len(text) >= 2:
        for hit in finding.search(text, by, MOST):
            kind = _noun(hit.code)
            found.append(
                Line(f"{hit.code} {hit.title}".strip(), hit.url or f"/c/{hit.code}/", kind, "search")
            )
    return found[: MOST + 6]


def _noun(code: str) -> str:
    read = parse(code) if code else None
    kind: Kind | None = read.kind if isinstance(read, Code) else None
    return kind.noun.capitalize() if kind else ""
