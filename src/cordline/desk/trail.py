"""The audit trail as sentences: acts with what changed, reads of patients' records, refused attempts, sign-ins (U121).

Three tables of the ledger are read newest first and merged by time. Old and new values come from the changes that the
database captured; ciphertext and technical columns are left out of sentences, though they are in the seals.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from cordline.desk.wiring import names_of
from cordline.ground import stored
from cordline.ground.actor import Actor
from cordline.ground.verbs import all_verbs
from cordline.ledger import selectors as ledger
from cordline.ledger.services import database_now

ALL, ACTS, READS, REFUSED, SIGN_INS, CORRECTIONS, SCANS = (
    "",
    "acts",
    "reads",
    "refused",
    "sign_ins",
    "corrections",
    "scans",
)
KINDS = (
    (ALL, "All acts, with reads and refusals"),
    (ACTS, "Acts only"),
    (CORRECTIONS, "Acts that changed an earlier value"),
    (READS, "Reads of patients' records"),
    (REFUSED, "Refused attempts"),
    (SIGN_INS, "Failed sign-ins"),
    (SCANS, "Scans"),
)
_CHANGES_SHOWN = 4
_BATCH = 200
_ENDINGS = ("_id", "_entry", "_cipher", "_hash")
_TECHNICAL = ("id", "entry", "xact", "version", "row_version", "updated_at", "born_entry")


@dataclass(frozen=True)
class Asked:
    """What the trail is filtered by; every field stands in the address."""

    record: str = ""
    person: str = ""
    act: str = ""
    kind: str = ALL
    since: datetime | None = None
    until: datetime | None = None
    site: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the trail: when, who, what they did, what changed, where, and the receipt."""

    at: datetime
    kind: str
    who: str
    actor: str
    text: str
    subject: str = ""
    where: str = ""
    receipt: str = ""
    icon: str = "edit"
    number: int = 0
    reason: str = ""
    changes: Sequence[tuple[str, str, str]] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        """The line as files carry it."""
        return {
            "at": self.at.isoformat(),
            "kind": self.kind,
            "actor": self.actor,
            "name": self.who,
            "text": self.text,
            "subject": self.subject,
            "where": self.where,
            "receipt": self.receipt,
            "changes": [{"what": what, "old": old, "new": new} for what, old, new in self.changes],
        }


def lines(asked: Asked, *, most: int, before: datetime | None = None) -> list[Line]:
    """Give the newest lines that fit, at most ``most``, none at or after ``before``."""
    return list(_first(walk(asked, before=before, batch=min(most + 1, _BATCH)), most))


def walk(asked: Asked, *, before: datetime | None = None, batch: int = _BATCH) -> Iterator[Line]:
    """Walk the whole filtered trail, newest first, in batches that stay small in memory."""
    parts: list[Iterator[Line]] = []
    if asked.kind in (ALL, ACTS, CORRECTIONS):
        parts.append(_acts(asked, before, batch))
    if asked.kind in (ALL, READS) and not asked.act:
        parts.append(_reads(asked, before, batch))
    if asked.kind in (ALL, REFUSED, SIGN_INS, SCANS):
        parts.append(_attempts(asked, before, batch))
    yield from heapq.merge(*parts, key=lambda line: line.at, reverse=True)


def acts_since_last_visit(by: Actor, most: int = 4) -> list[Line]:
    """Give the last acts of others at this person's site in the last day, for the home page."""
    since = database_now() - timedelta(days=1)
    found = ledger.entries(site=by.site, since=since).exclude(actor=by.code)[:most]
    return _as_lines(list(found), with_changes=False)


def act_names() -> list[tuple[str, str]]:
    """Give every act the house knows, for the filter."""
    return [(name, name.replace(".", " ").replace("_", " ")) for name in sorted(all_verbs())]


def _acts(asked: Asked, before: datetime | None, batch: int) -> Iterator[Line]:
    found = ledger.entries(
        about=asked.record,
        actor=asked.person,
        verb=asked.act,
        site=asked.site,
        since=asked.since,
        until=before or asked.until,
    )
    last: int | None = None
    while rows := list((found.filter(id__lt=last) if last else found)[:batch]):
        last = rows[-1].id
        made = _as_lines(rows)
        # Numbers are given before the commit: within a batch the recorded time decides.
        yield from (line for line in made if asked.kind != CORRECTIONS or line.changes)


def _as_lines(rows: Sequence[Any], *, with_changes: bool = True) -> list[Line]:
    names = names_of([row.actor for row in rows])
    changed: dict[int, list[tuple[str, str, str]]] = {}
    if with_changes:
        for change in ledger.changes_of([row.id for row in rows]).filter(op="u"):
            changed.setdefault(change.entry_id, []).extend(_differences(change.old or {}, change.new or {}))
    return [
        Line(
            at=row.recorded_at,
            kind="act",
            who=names[row.actor],
            actor=row.actor,
            text=f"{ledger.told(row)}.",
            subject=row.subject,
            where=row.station or row.site,
            receipt=row.receipt[:12],
            number=row.id,
            reason=row.reason,
            icon=_icon(row.verb),
            changes=tuple(changed.get(row.id, ())[:_CHANGES_SHOWN]),
        )
        for row in rows
    ]


def _differences(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name, value in new.items():
        before = old.get(name)
        if (
            before == value
            or before is None
            or name in _TECHNICAL
            or name.endswith(("_id", "_entry", "_cipher", "_hash"))
        ):
            continue
        told = [stored.told(one) if one is not None else "nothing" for one in (before, value)]
        if any(text.startswith("\\x") or len(text) > 60 for text in told):
            continue
        yield stored.words(name), told[0], told[1]


def _reads(asked: Asked, before: datetime | None, batch: int) -> Iterator[Line]:
    found = ledger.readings(person=asked.record, actor=asked.person)
    found = _between(found, asked, before)
    last: int | None = None
    while rows := list((found.filter(id__lt=last) if last else found)[:batch]):
        last = rows[-1].id
        names = names_of([row.actor for row in rows])
        for row in rows:
            why = f" Reason: {row.reason}" if row.reason else ""
            text = (
                f"read the record of {row.person}: {row.what}.{why}"
                if row.person
                else f"read the {row.what}.{why}"
            )
            who = names[row.actor]
            yield Line(row.at, "read", who, row.actor, text, row.person, row.site, icon="eye", number=row.id)


def _attempts(asked: Asked, before: datetime | None, batch: int) -> Iterator[Line]:
    found = ledger.attempts(about=asked.record, actor=asked.person)
    if asked.kind == SIGN_INS:
        found = found.filter(verb="access.sign_in")
    if asked.kind == SCANS:
        found = found.filter(verb="desk.scan")
    else:
        found = found.exclude(codes=[]).exclude(verb="desk.scan") if asked.kind != SIGN_INS else found
    if asked.act:
        found = found.filter(verb__startswith=asked.act)
    found = _between(found, asked, before)
    last: int | None = None
    while rows := list((found.filter(id__lt=last) if last else found)[:batch]):
        last = rows[-1].id
        names = names_of([row.actor for row in rows])
        for row in rows:
            yield _attempt_line(row, names)


def _attempt_line(row: Any, names: dict[str, str]) -> Line:
    why = " ".join(reason["text"] for reason in row.reasons)
    about = f" {row.subject}" if row.subject else ""
    if row.verb == "access.sign_in":
        who, text, icon = (
            ("Somebody" if row.actor == "nobody" else names[row.actor]),
            f"failed to sign in. {why}",
            "lock-x",
        )
    elif row.verb == "desk.scan":
        who, text, icon = (
            names[row.actor],
            f"scanned {row.subject or row.raw[:60]} ({row.source}). {why}",
            "scan",
        )
    else:
        spoken = row.verb.replace(".", " ").replace("_", " ")
        who, text, icon = names[row.actor], f"was refused: {spoken}{about}. {why}", "hand-stop"
    return Line(
        row.at,
        "refused" if row.codes else "attempt",
        who,
        row.actor,
        text.strip(),
        row.subject,
        row.station or row.site,
        icon=icon,
        number=row.id,
    )


def _between(found: Any, asked: Asked, before: datetime | None) -> Any:
    if asked.site:
        found = found.filter(site=asked.site)
    if asked.since:
        found = found.filter(at__gte=asked.since)
    until = before or asked.until
    return found.filter(at__lt=until) if until else found


def _icon(verb: str) -> str:
    words = (
        ("sign", "signature"),
        ("thaw", "snowflake"),
        ("recall", "arrow-back-up"),
        ("hold", "hand-stop"),
        ("release", "circle-check"),
        ("infus", "droplet"),
        ("given", "droplet"),
        ("result", "certificate"),
        ("export", "file-export"),
        ("plan", "clipboard-list"),
        ("contact", "phone-check"),
        ("role", "users"),
    )
    return next((drawing for part, drawing in words if part in verb), "edit")


def _first(found: Iterable[Line], most: int) -> Iterator[Line]:
    for place, line in enumerate(found):
        if place >= most:
            return
        yield line


def day_start(day: date | None, tz: Any, *, after: bool = False) -> datetime | None:
    """Give the moment at which a day of the filter begins at the house (or the next one, to include the day)."""
    if day is None:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=tz) + timedelta(days=int(after))
