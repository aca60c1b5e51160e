"""What a scan answers: one parser for scanner, camera and typing, and eight worded answers; none is silent (U34, U38).

Every scan is kept among the attempts with its raw text and its source before anyone judges it. A scan makes no act: it
opens the thing, or says why not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import NoReverseMatch, reverse

from cordline.ground import writing
from cordline.ground.actor import Actor
from cordline.ground.codes import Code, Kind, parse
from cordline.ground.refusal import Refusal
from cordline.ledger import selectors as ledger
from cordline.ledger.services import database_now, record_attempt, settle_attempt
from cordline.ledger.services.attempts import Source
from cordline.lineage import selectors as lineage
from cordline.web import places
from cordline.web.finding import (
    FREE,
    OPEN,
    QUARANTINE,
    SOURCE_ONLY,
    STOP,
    Described,
    Offer,
    description,
    is_described,
)

VERB = "desk.scan"
TWICE = timedelta(seconds=5)
SEARCHED = "containers, lots, donors, patients, reagents, equipment, places, staff badges"
WORDS = {
    FREE: "Free to use",
    STOP: "Stop. On hold",
    QUARANTINE: "Quarantine",
    SOURCE_ONLY: "Only for its source patient",
    OPEN: "Found",
}
STATES = {FREE: "pass", STOP: "stop", QUARANTINE: "hold", SOURCE_ONLY: "locked", OPEN: "info"}


@dataclass(frozen=True)
class Answer:
    """What the page shows for one scan: a state with its word, what it is, sentences, and the acts offered."""

    state: str
    word: str
    code: str = ""
    raw: str = ""
    what: str = ""
    sentence: str = ""
    address: str = ""
    offers: Sequence[Offer] = field(default_factory=tuple)
    status: int = 200
    twice: int = -1
    reason: str = ""

    @property
    def full(self) -> bool:
        """Whether the answer fills the screen: a pass to use, or a stop."""
        return self.state in ("pass", "stop") and self.reason == ""


def scan(text: str, *, source: str, by: Actor, wanted: Sequence[Kind] = ()) -> Answer:
    """Answer one scan and keep it; a wrong kind changes nothing and says which kind is awaited (U40)."""
    read = parse(text, *wanted)
    code = str(read) if isinstance(read, Code) else ""
    before = _seconds_since(code, by) if code else -1
    if before < 0:
        origin = Source(source) if source in ("scanner", "camera", "typed") else Source.TYPED
        attempt = record_attempt(verb=VERB, by=by, raw=text, subject=code, source=origin)
    answer = _unreadable(read, text) if isinstance(read, Refusal) else look_up(read, by=by, twice=before)
    if before < 0:
        refusals = [read] if isinstance(read, Refusal) else []
        if not refusals and answer.status == 404:
            refusals = [Refusal("codes.not_found", code=code)]
        settle_attempt(attempt, reasons=refusals)
    return answer


def look_up(code: Code, *, by: Actor, twice: int = -1) -> Answer:
    """Say what a code names and how it stands now."""
    text = str(code)
    found = description(text, code.kind, by)
    if found is None and not is_described(code.kind):
        found = _known_elsewhere(code)
    if found is None:
        return Answer(
            "void",
            "No record has this code",
            text,
            text,
            sentence=f"Searched: {SEARCHED}.",
            status=404,
            reason="codes.not_found",
            offers=_offers(("Search as text", f"{_url('desk:search')}?q={text}")),
        )
    address = places.address_of(text, code.kind) if places.may_open(code.kind, by) else None
    offers = list(found.offers)
    if address and found.answer != STOP:
        offers.append(Offer("Open", address))
    return Answer(
        STATES[found.answer],
        found.word or WORDS[found.answer],
        text,
        text,
        found.what,
        found.sentence,
        address or "",
        offers,
        twice=twice,
    )


def last_scans(by: Actor, most: int = 10) -> list[dict[str, object]]:
    """Give a person's last scans with their answers and sources."""
    rows = ledger.attempts(actor=by.code).filter(verb=VERB)[:most]
    return [
        {
            "at": row.at,
            "code": row.subject or row.raw[:40],
            "source": row.source.capitalize(),
            "state": "warn" if row.codes else "pass",
            "word": row.reasons[0]["text"] if row.reasons else "Read",
        }
        for row in rows
    ]


def _known_elsewhere(code: Code) -> Described | None:
    """Answer for kinds that no room describes yet: by lineage and holds, else by the record."""
    text, noun = str(code), code.kind.noun.capitalize()
    node = lineage.node(text)
    if node is not None:
        holds = lineage.holds_on([node.id])
        if holds:
            worded = "; ".join(
                f"hold {hold.code} on {hold.target} since {writing.day(hold.placed_at.date())}: {hold.reason}"
                for hold in holds[:3]
            )
            return Described(noun, STOP, sentence=f"{worded[:1].upper()}{worded[1:]}. Leave it where it is.")
        if node.autologous_person:
            only = f"It can be issued to {node.autologous_person} only. No override exists."
            return Described(noun, SOURCE_ONLY, sentence=only)
        return Described(noun)
    return Described(noun) if ledger.recent_entries(text, 1) else None


def _unreadable(refusal: Refusal, text: str) -> Answer:
    again = _offers(("Search as text", f"{_url('desk:search')}?q={text.strip()[:60]}"))
    shown = text.strip()[:60]
    if refusal.code == "codes.wrong_kind":
        return Answer(
            "info",
            "Wrong kind of label",
            "",
            shown,
            sentence=f"{refusal.text} Nothing was changed.",
            status=422,
            reason=refusal.code,
        )
    if refusal.code == "codes.check_character":
        return Answer(
            "warn",
            "Check character does not match",
            "",
            shown,
            status=422,
            reason=refusal.code,
            sentence=f"You gave {shown}. One character is wrong or two are swapped. Read it again.",
        )
    return Answer(
        "void",
        "No record has this code",
        "",
        shown,
        sentence=refusal.text,
        status=422,
        reason=refusal.code,
        offers=again,
    )


def _seconds_since(code: str, by: Actor) -> int:
    row = ledger.attempts(actor=by.code, about=code).filter(verb=VERB).first()
    if row is None:
        return -1
    age = database_now() - row.at
    return int(age.total_seconds()) if timedelta() <= age <= TWICE else -1


def _offers(*pairs: tuple[str, str]) -> list[Offer]:
    return [Offer(label, url) for label, url in pairs if url]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
