"""Where persons are found: the menu, the page of a patient's code, a scan of it, and a typed name."""

from collections.abc import Iterator

from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.roles import Role
from cordline.people import selectors
from cordline.people.rules import NAMED_FOR
from cordline.people.types import PersonKind
from cordline.web.finding import Described, Hit, describes, searches
from cordline.web.places import menu, place

_NAMED: frozenset[Role] = frozenset().union(*NAMED_FOR.values())
_HITS = 12

menu(
    "Patients and donors",
    "people:persons",
    *sorted(_NAMED),
    icon="users",
    group="People",
    keys="g p",
    order=10,
)
place(Kind.PATIENT, "people:person", *sorted(NAMED_FOR[PersonKind.PATIENT]))
place(Kind.INQUIRY, "people:person", *sorted(NAMED_FOR[PersonKind.INQUIRER]))


@describes(Kind.PATIENT)
def patient(code: str, by: Actor) -> Described | None:
    """Say that a code is a patient's; the name is not told by a scan."""
    facts = selectors.person(code)
    return Described(what="patient", sentence=f"Belongs to {facts.site}.") if facts else None


@describes(Kind.INQUIRY)
def inquirer(code: str, by: Actor) -> Described | None:
    """Say that a code is that of a question asked on the public pages, and of who asked it."""
    facts = selectors.person(code)
    return Described(what="question from the public pages", sentence=f"Asked at {facts.site}.") if facts else None


@searches
def by_name(text: str, by: Actor) -> Iterator[Hit]:
    """Find patients by a typed name, birth date or number, for those who may know them."""
    if not by.roles & _NAMED or selectors.says_too_little(text):
        return
    found, _ = selectors.persons(by, text=text)
    for row in found[:_HITS]:
        yield Hit(row.code, f"{row.name}, {row.kind.value}")
