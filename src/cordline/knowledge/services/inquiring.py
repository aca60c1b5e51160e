"""A visitor's question to a person: taken without sign-in, kept as ciphertext, with a time by which it is answered."""

from datetime import datetime
from zoneinfo import ZoneInfo

from cordline.access import selectors as access
from cordline.access.types import SiteKind
from cordline.ground.actor import Actor, job
from cordline.ground.codes import Kind
from cordline.knowledge import verbs
from cordline.knowledge.models import Inquiry
from cordline.knowledge.reply_rules import promised_at
from cordline.ledger.services import Entry, act, next_code
from cordline.people.services import blinded, register_person_within
from cordline.people.types import PersonKind


def receive_inquiry(
    *,
    name: str,
    channel: str,
    contact: str,
    country: str,
    zone: str,
    language: str,
    about: str,
    when: str,
    question: str,
    health: str,
    key: str,
    by: Actor | None = None,
) -> Entry:
    """Keep a visitor's question for our staff; the entry's subject is the reference, its payload the promised time.

    Who asked and what they wrote stand in ``people`` alone, under a key of their own. The house acts for the visitor.
    Refuses: people.name_missing, people.name_too_long. Writes: knowledge.inquiry.received.
    """
    site, _ = _clinic()
    by = by or job("visitor", site)
    written = question.strip() + (f"\n\n{health.strip()}" if health.strip() else "")
    reached = {channel: contact.strip(), **({"country": country.strip()} if country.strip() else {})}
    facts = blinded(full_name=name, contacts=reached, notes=written)
    content = {"facts": facts, "language": language, "about": about, "zone": zone, "when": when}
    with act(verbs.INQUIRY_RECEIVED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        code = register_person_within(
            this,
            kind=PersonKind.INQUIRER,
            full_name=name,
            birth_date=None,
            sex=None,
            contacts=reached,
            languages=(language,),
            notes=written,
            code=next_code(Kind.INQUIRY, this),
        )
        promised = promise_at(this.now)
        Inquiry.objects.create(
            code=code,
            site=by.site,
            language=language,
            about=about,
            channel=channel,
            zone=zone,
            reply_when=when,
            received_at=this.now,
            promised_at=promised,
        )
        told = {"about": about, "language": language, "promised_at": promised.isoformat()}
        return this.record(subject=code, payload=told)


def _clinic() -> tuple[str, ZoneInfo]:
    """The clinic whose public face this is, with its zone: the same that ``public.reading`` stands at."""
    found = min(access.sites(), key=lambda site: (site.kind is not SiteKind.CLINIC, site.code), default=None)
    return (found.code, ZoneInfo(found.zone)) if found else ("", ZoneInfo("UTC"))


def promise_at(now: datetime) -> datetime:
    """Give the time by which the clinic replies to what is asked now; its closed days are none of its working days."""
    site, zone = _clinic()
    closed = access.closed_days(site, since=now.astimezone(zone).date())
    return promised_at(now, zone, closed.keys())


def reply_promised(code: str) -> datetime | None:
    """Give the time by which a question is answered, or nothing where no such question was taken."""
    return Inquiry.objects.filter(code=code).values_list("promised_at", flat=True).first()
