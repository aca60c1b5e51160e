"""Where deviations are shown, their line in the menu, and what a deviation's code names."""

from collections.abc import Iterable

from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.quality import selectors
from cordline.quality.pages import READERS
from cordline.web.finding import Described, Hit, describes, searches
from cordline.web.places import menu, place

place(Kind.DEVIATION, "quality:deviation", *READERS)
menu(
    "Deviations", "quality:deviations", *READERS, icon="alert-triangle", group="Quality", keys="g v", order=20
)


@describes(Kind.DEVIATION)
def deviation(code: str, by: Actor) -> Described | None:
    """What a deviation's code names."""
    found = selectors.deviation(code)
    if found is None:
        return None
    return Described(f"{found.severity.label} deviation, {found.state.label.lower()}: {found.title}")


@searches
def by_words(text: str, by: Actor) -> Iterable[Hit]:
    """Find deviations by the words of their one line."""
    if not by.has(*READERS):
        return
    for row in selectors.all_deviations().filter(title__icontains=text)[:8]:
        yield Hit(row.code, f"Deviation: {row.title}")
