"""What the frame of the pages asks of the ledger: its clock, names, last acts, attempts and judgements."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from cordline.access import selectors as access
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger import selectors as ledger
from cordline.ledger.judging import all_judges, why_not
from cordline.ledger.services import database_now, record_attempt, settle_attempt
from cordline.ledger.services.attempts import Source
from cordline.web.sources import Sentence, sources

_CLOCK_KEPT, _NAMES_KEPT = 2.0, 30.0
_clock: tuple[float, timedelta] = (-1e9, timedelta())
_names: dict[str, tuple[float, str]] = {}


def wire() -> None:
    """Hand every source to the frame."""
    sources.now = now
    sources.heard = heard
    sources.name_of = name_of
    sources.last_acts = last_acts
    sources.record_attempt = keep_attempt
    sources.why_not = ask_why_not
    sources.judged_acts = lambda: {
        name: name.replace("_", " ").replace("-", " ") for name in sorted(all_judges())
    }


def now() -> datetime:
    """Give the house's clock for showing; judgements ask the database itself."""
    if time.monotonic() - _clock[0] > _CLOCK_KEPT:
        heard(database_now())
    return datetime.now(UTC) + _clock[1]


def heard(moment: datetime) -> None:
    """Take the house's clock from a statement that has just read it along with something else."""
    global _clock
    _clock = (time.monotonic(), moment - datetime.now(UTC))


def name_of(code: str) -> str:
    """Give the name that colleagues know a member of staff by."""
    return names_of([code])[code]


def names_of(codes: Sequence[str]) -> dict[str, str]:
    """Give shown names for many codes; what the house does by itself is called so."""
    fresh = time.monotonic() - _NAMES_KEPT
    missing = {code for code in codes if code not in _names or _names[code][0] < fresh}
    if missing:
        for code, name in access.display_names(missing).items():
            _names[code] = (time.monotonic(), "The house" if code.startswith("job.") else name)
    return {code: _names[code][1] for code in codes}


def last_acts(subject: str, count: int) -> Sequence[Sentence]:
    """Say in sentences what was last done to a record (W46)."""
    entries = ledger.recent_entries(subject, count)
    names = names_of([entry.actor for entry in entries])
    return [
        Sentence(entry.recorded_at, names[entry.actor], f"{ledger.told(entry)}.", entry.subject)
        for entry in entries
    ]


def keep_attempt(
    *, by: Actor, verb: str, key: str = "", raw: str = "", subject: str = "", reasons: Sequence[Refusal] = ()
) -> int:
    """Keep what a form asked for although no act came of it."""
    attempt = record_attempt(verb=verb, by=by, key=key, raw=raw, subject=subject, source=Source.PAGE)
    settle_attempt(attempt, reasons=reasons)
    return attempt


def ask_why_not(act: str, code: str, for_code: str | None, by: Actor) -> Sequence[Refusal] | None:
    """Judge an act by its own rules, changing nothing; nothing is given for an act that has no judge."""
    if act not in all_judges():
        return None
    return why_not(act, code, for_code=for_code, by=by).refusals


def forget(**_: Any) -> None:
    """Forget what is kept between requests (another database was put in place)."""
    global _clock
    _clock = (-1e9, timedelta())
    _names.clear()
