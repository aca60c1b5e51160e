"""How a contact ends, is tried, or becomes an alert; each is one act and none removes a contact (I9)."""

from cordline.followup import rules, selectors, verbs
from cordline.followup.models import Contact
from cordline.followup.types import Channel, Ending
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act


def end_contact(
    *, contact: str, ending: Ending, by: Actor, key: str, reason: str = "", channel: Channel | None = None
) -> Entry:
    """End one contact: done by a channel, or missed, declined or lost with its reason.

    Refuses: followup.contact_not_found, contact_ended, contact_not_due, contact_not_late, reason_missing,
    channel_missing, death_ends_by_report. Writes: followup.contact.ended.
    """
    asked = {"contact": contact, "ending": ending, "channel": channel}
    with act(verbs.CONTACT_ENDED, by=by, key=key, content=asked, reason=reason, subject=contact) as this:
        if this.answered:
            return this.entry
        row = selectors.contact_row(contact, lock=True)
        this.require(
            rules.why_not_end_contact(
                selectors.contact_facts(row) if row else None,
                code=contact,
                ending=ending,
                reason=reason,
                channel=channel,
                now=this.now,
            )
        )
        assert row is not None  # noqa: S101 - refused above
        Contact.objects.filter(pk=row.pk).update(
            ending=ending, ended_at=this.now, ended_by=by.code, reason=reason.strip(), channel=channel
        )
        payload = {"contact": contact, "step": row.step, "ending": ending, "person": row.person_id}
        return this.record(subject=contact, payload=payload)


def try_contact(*, contact: str, channel: Channel, by: Actor, key: str) -> Entry:
    """Record that somebody tried to reach the person and did not; the contact stays open.

    Refuses: followup.contact_not_found, followup.contact_ended. Writes: followup.contact.tried.
    """
    asked = {"contact": contact, "channel": channel}
    with act(verbs.CONTACT_TRIED, by=by, key=key, content=asked, subject=contact) as this:
        if this.answered:
            return this.entry
        row = selectors.contact_row(contact, lock=True)
        if row is None:
            raise Refused([Refusal("followup.contact_not_found", code=contact)])
        this.require(
            [Refusal("followup.contact_ended", code=contact, ending=row.ending)] if row.ending else []
        )
        Contact.objects.filter(pk=row.pk).update(tries=row.tries + 1)
        return this.record(
            subject=contact, payload={"contact": contact, "step": row.step, "tries": row.tries + 1}
        )


def stop_contacts(*, person: str, ending: Ending, reason: str, by: Actor, key: str) -> Entry:
    """End every open contact of a person who declines follow-up or cannot be found any more.

    Refuses: followup.no_open_contacts, followup.reason_missing, followup.death_ends_by_report.
    Writes: followup.contacts.stopped.
    """
    asked = {"person": person, "ending": ending}
    with act(verbs.CONTACTS_STOPPED, by=by, key=key, content=asked, reason=reason, subject=person) as this:
        if this.answered:
            return this.entry
        open_rows = Contact.objects.select_for_update(no_key=True).filter(person_id=person, ending=None)
        codes = list(open_rows.order_by("id").values_list("code", flat=True))
        this.require(
            [] if codes else [Refusal("followup.no_open_contacts")],
            [] if reason.strip() else [Refusal("followup.reason_missing", ending=ending.value)],
            [] if ending in (Ending.DECLINED, Ending.LOST) else [Refusal("followup.death_ends_by_report")],
        )
        Contact.objects.filter(code__in=codes, ending=None).update(
            ending=ending, ended_at=this.now, ended_by=by.code, reason=reason.strip()
        )
        return this.record(subject=person, payload={"ending": ending, "contacts": codes})


def raise_alert(*, contact: str, by: Actor, key: str) -> Entry:
    """Raise the alert for a contact that must not be missed; the worker does this for each one that is late (W34).

    Refuses: followup.contact_not_found, followup.contact_ended, followup.contact_not_late.
    Writes: followup.contact.alerted.
    """
    with act(verbs.CONTACT_ALERTED, by=by, key=key, content={"contact": contact}, subject=contact) as this:
        if this.answered:
            return this.entry
        row = selectors.contact_row(contact, lock=True)
        if row is None:
            raise Refused([Refusal("followup.contact_not_found", code=contact)])
        if not rules.is_alert(selectors.contact_facts(row), this.now):
            ended = Refusal("followup.contact_ended", code=contact, ending=row.ending)
            early = Refusal(
                "followup.contact_not_late", step=row.step, late_at=f"{row.late_at:%-d %b %Y %H:%M} UTC"
            )
            this.require([ended if row.ending else early])
        Contact.objects.filter(pk=row.pk).update(alerted_at=this.now)
        return this.record(subject=contact, payload={"contact": contact, "person": row.person_id})
