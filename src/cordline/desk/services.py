"""The desk's own acts: nothing changes by them, but who took the trail out or looked on is in the record."""

from cordline.desk import mailing
from cordline.desk import refusals as _sentences  # noqa: F401 - registers the sentences
from cordline.desk.verbs import INSPECTED, MAIL_TESTED, TRAIL_EXPORTED, TRAIL_VERIFIED
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ledger.services import Entry, act


def record_export(*, form: str, asked: str, record: str, by: Actor, key: str) -> Entry:
    """Keep that somebody saved the trail as a file, and which part of it. Writes: desk.audit.exported."""
    content = {"form": form, "asked": asked, "record": record}
    with act(TRAIL_EXPORTED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        return this.record(subject=record, payload=content)


def record_verdict(*, verdict: str, by: Actor, key: str) -> Entry:
    """Keep that somebody had the chain recomputed, and what came of it. Writes: desk.audit.verified."""
    with act(TRAIL_VERIFIED, by=by, key=key, content={"verdict": verdict}) as this:
        if this.answered:
            return this.entry
        return this.record(subject="", payload={"verdict": verdict})


def record_inspection(*, page: str, by: Actor, key: str) -> Entry:
    """Keep what an inspector opened (U122). Writes: desk.inspector.looked."""
    with act(INSPECTED, by=by, key=key, content={"page": page}) as this:
        if this.answered:
            return this.entry
        return this.record(subject="", payload={"page": page})


def try_mail(*, address: str, by: Actor, key: str) -> Entry:
    """Send a test mail and keep that it went; the address itself is not kept.

    Refuses: desk.mail_not_taken. Writes: desk.mail.tested.
    """
    with act(MAIL_TESTED, by=by, key=key, content={"domain": address.rpartition("@")[2]}) as this:
        if this.answered:
            return this.entry
        fault = mailing.send_test(address)
        this.require([Refusal("desk.mail_not_taken", fault=fault)] if fault else [])
        return this.record(subject="", payload={"verdict": "it took a test mail"})
