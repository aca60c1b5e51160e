"""What a scan of a vial, a lot, a culture or a cord answers: facts of several rooms, judged by the bank's own rule."""

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse

from cordline.bank import rules as bank_rules
from cordline.bank import selectors as bank
from cordline.bank.types import ContainerFacts, ContainerState, Disposition, LotKind
from cordline.ground import writing
from cordline.ground.actor import Actor
from cordline.ground.codes import Code, Kind, make, parse
from cordline.ground.products import Use
from cordline.lab import selectors as lab
from cordline.ledger.services import database_now
from cordline.lineage import selectors as lineage
from cordline.web import places
from cordline.web.finding import (
    FREE,
    OPEN,
    QUARANTINE,
    SOURCE_ONLY,
    STOP,
    Described,
    Hit,
    Offer,
    describes,
    searches,
)

_NUMBERED = (
    Kind.LOT, Kind.VIAL, Kind.DOSE, Kind.BANK, Kind.CULTURE, Kind.CORD, Kind.DONATION, Kind.DONOR, Kind.PATIENT,
    Kind.PLAN, Kind.INFUSION, Kind.DEVIATION, Kind.RECALL, Kind.HOLD, Kind.CERTIFICATE,
)  # fmt: skip
_MOST_DIGITS = 9
_CLOSED = (Disposition.REJECTED, Disposition.SUSPENDED)


@describes(Kind.VIAL)
def vial(code: str, by: Actor) -> Described | None:
    """Say whether a vial is free to use now, and if not, which of the answers stands in the way."""
    found = bank.container(code)
    if found is None:
        return None
    what = f"Vial, {found.product.label}, passage {found.passage}"
    how = f"{writing.cells(found.cells)}{' · ' + found.place if found.place else ''}"
    if found.holds:
        holds = ", ".join(found.holds)
        return Described(
            what, STOP, "Stop. On hold", f"Hold {holds}. Leave it where it is.", _about_a_stop(code)
        )
    if found.state.is_over:
        return Described(
            what, STOP, f"Stop. {found.state.label}", "It cannot be used again.", _about_a_stop(code)
        )
    if found.autologous_for:
        only = f"It can be issued to {found.autologous_for} only. No override exists."
        return Described(what, SOURCE_ONLY, sentence=only, offers=_offers(code))
    use = Use.PATIENT if found.kind is LotKind.LOT else Use.FURTHER_CULTURE
    reasons = bank_rules.why_not_leave(found, use=use.value, now=database_now())
    state = found.dispositions.get(use.value, Disposition.IN_REVIEW)
    if any(reason.code != "bank.lot_not_released" for reason in reasons) or state in _CLOSED:
        return Described(what, STOP, "Stop", " ".join(reason.text for reason in reasons), _about_a_stop(code))
    if reasons:
        said = " ".join(reason.text for reason in reasons)
        return Described(what, QUARANTINE, sentence=f"{how}. {said}", offers=_offers(code))
    if found.state is not ContainerState.STORED or found.reserved_plan:
        return Described(what, OPEN, _word(found), f"{how}.{_promised(found)}", _offers(code))
    return Described(what, FREE, sentence=how, offers=_offers(code))


@describes(Kind.LOT, Kind.BANK, Kind.SECRETOME_LOT)
def lot(code: str, by: Actor) -> Described | None:
    """Say how a lot or bank stands: on hold, in quarantine, released, and for whom."""
    found = bank.lot(code)
    if found is None:
        return None
    noun = "Cell bank" if found.kind is not LotKind.LOT else "Lot"
    what = f"{noun}, {found.product.label}, passage {found.passage}, {writing.counted(found.filled, 'vial')}"
    holds = lineage.holds_on([found.node])
    if holds:
        said = "; ".join(f"hold {one.code} on {one.target}: {one.reason}" for one in holds[:3])
        return Described(what, STOP, "Stop. On hold", f"{said[:1].upper()}{said[1:]}.", _about_a_stop(code))
    if found.autologous_for:
        return Described(what, SOURCE_ONLY, sentence=f"It can be issued to {found.autologous_for} only.")
    use = Use.PATIENT if found.kind is LotKind.LOT else Use.FURTHER_CULTURE
    state = bank.disposition(code, use.value)
    if state.gives_leave:
        return Described(what, OPEN, state.value.replace("_", " ").capitalize(), offers=_offers(code))
    if state in _CLOSED:
        return Described(what, STOP, f"Stop. {state.value.capitalize()}", offers=_about_a_stop(code))
    return Described(what, QUARANTINE, sentence=f"Disposition for {use.value.replace('_', ' ')}: "
                     f"{state.value.replace('_', ' ')}.", offers=_offers(code))  # fmt: skip


@describes(Kind.CULTURE)
def culture(code: str, by: Actor) -> Described | None:
    """Say how a culture stands."""
    found = lab.culture(code)
    if found is None:
        return None
    what = f"Culture, passage {found.passage}, seeded {writing.day(found.seeded_at.date())}"
    return _held(code, what) or Described(what, OPEN, found.state.value.replace("_", " ").capitalize())


@describes(Kind.CORD)
def cord(code: str, by: Actor) -> Described | None:
    """Say how a cord stands."""
    found = lab.cord(code)
    return None if found is None else _held(code, "Cord") or Described("Cord", OPEN)


@searches
def by_number(text: str, by: Actor) -> Iterator[Hit]:
    """Find things by the number of their code alone, or by a code typed without its check character."""
    compact = "".join(text.split()).upper()
    kinds = [kind for kind in _NUMBERED if places.may_open(kind, by)]
    year = database_now().year
    if compact.isascii() and compact.isdigit() and len(compact) <= _MOST_DIGITS and int(compact) > 0:
        codes = [make(kind, when, int(compact)) for kind in kinds for when in (year, year - 1)]
    else:
        codes = [full for kind in kinds if (full := _completed(compact, kind))]
    known = {one.code: "" for one in lineage.nodes_by_code(codes)}
    known |= {
        one.code: one.product.label for one in bank.containers([code for code in codes if code[:2] == "VL"])
    }
    for code in codes:
        if code in known:
            read = parse(code)
            noun = read.kind.noun.capitalize() if isinstance(read, Code) else ""
            yield Hit(code, f"{noun} {known[code]}".strip())


def _completed(compact: str, kind: Kind) -> str:
    body = compact.replace("-", "")
    digits = body[4:]
    if not body.startswith(kind.value) or not body[2:].isascii() or not body[2:].isdigit() or len(digits) < 4:
        return ""
    return make(kind, int(body[2:4]), int(digits)) if 0 < int(digits) <= 10**_MOST_DIGITS - 1 else ""


def _held(code: str, what: str) -> Described | None:
    node = lineage.node(code)
    holds = lineage.holds_on([node.id]) if node else []
    if not holds:
        return None
    said = "; ".join(f"hold {one.code} on {one.target}: {one.reason}" for one in holds[:3])
    return Described(what, STOP, "Stop. On hold", f"{said[:1].upper()}{said[1:]}.", _about_a_stop(code))


def _word(found: ContainerFacts) -> str:
    return "Promised" if found.reserved_plan and found.state is ContainerState.STORED else found.state.label


def _promised(found: ContainerFacts) -> str:
    return (
        f" Promised to plan {found.reserved_plan} of {found.reserved_patient}." if found.reserved_plan else ""
    )


def _offers(code: str) -> tuple[Offer, ...]:
    pairs = (("Check out", "bank:check_out"), ("Trace", "vigilance:trace"))
    return tuple(Offer(label, url) for label, name in pairs if (url := _url(name, code)))


def _about_a_stop(code: str) -> tuple[Offer, ...]:
    return tuple(
        Offer(label, url)
        for label, name in (("Who is affected?", "vigilance:trace"),)
        if (url := _url(name, code))
    )


def _url(name: str, code: str) -> str:
    try:
        return reverse(name, kwargs={"code": code})
    except NoReverseMatch:
        return ""
