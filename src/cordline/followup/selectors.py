"""What is owed to people after an infusion, what is late, and which events' clocks are running."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cordline.followup.models import AdverseEvent, Contact, Death, Protocol
from cordline.followup.types import ContactFacts, Ending, Seriousness, Step, Unit
from cordline.ground.products import Product, Route


def steps_as_json(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Write a protocol's steps as the database keeps them."""
    return [
        {
            "name": step.name,
            "amount": step.amount,
            "unit": step.unit.value,
            "opens_before_hours": step.opens_before_hours,
            "late_after_hours": step.late_after_hours,
            "alert": step.alert,
        }
        for step in steps
    ]


def read_steps(stored: Iterable[Mapping[str, Any]]) -> list[Step]:
    """Read stored steps into the values that rules lay out."""
    return [
        Step(
            name=str(step["name"]),
            amount=int(step["amount"]),
            unit=Unit(step["unit"]),
            opens_before_hours=int(step["opens_before_hours"]),
            late_after_hours=int(step["late_after_hours"]),
            alert=bool(step["alert"]),
        )
        for step in stored
    ]


def protocol_in_force(site: str, product: Product, route: Route, *, at: datetime) -> Protocol | None:
    """The protocol that counts at a site now: the newest confirmed version, else the newest."""
    rows = Protocol.objects.filter(site=site, product=product, route=route, effective_from__lte=at)
    return rows.exclude(confirmed_at=None).order_by("-version").first() or rows.order_by("-version").first()


def contact_facts(row: Contact) -> ContactFacts:
    """Read a contact's row into the facts its rules judge by."""
    return ContactFacts(
        code=row.code,
        step=row.step,
        due_at=row.due_at,
        opens_at=row.opens_at,
        late_at=row.late_at,
        alert=row.alert,
        ending=Ending(row.ending) if row.ending else None,
        site=row.site,
    )


def contact_row(code: str, *, lock: bool = False) -> Contact | None:
    """One contact by its code."""
    rows = Contact.objects.filter(code=code)
    return (rows.select_for_update(no_key=True) if lock else rows).first()


def contacts_of(*, infusion: str = "", person: str = "") -> list[Contact]:
    """The contacts of one infusion, or all of a person, in order of their due time."""
    rows = Contact.objects.filter(infusion=infusion) if infusion else Contact.objects.filter(person_id=person)
    return list(rows.order_by("due_at", "id"))


def contacts_due(site: str, *, at: datetime, until: datetime | None = None) -> QuerySet[Contact]:
    """Open contacts of a site that can be made now (or will be by ``until``), the longest due first."""
    return Contact.objects.filter(site=site, ending=None, opens_at__lte=until or at).order_by("due_at", "id")


def contacts_late(*, at: datetime, site: str = "") -> QuerySet[Contact]:
    """Open contacts past their time: a person's task until they are ended, never silent."""
    rows = Contact.objects.filter(ending=None, late_at__lte=at).order_by("late_at", "id")
    return rows.filter(site=site) if site else rows


def alerts_to_raise(*, at: datetime, limit: int = 100) -> list[str]:
    """Codes of contacts that must not be missed, are late, and whose alert has not been raised yet (for the worker)."""
    rows = Contact.objects.filter(ending=None, alert=True, alerted_at=None, late_at__lte=at)
    return list(rows.order_by("late_at").values_list("code", flat=True)[:limit])


def alerts_standing(site: str) -> QuerySet[Contact]:
    """Missed contacts whose alert stands: raised, and still open."""
    return Contact.objects.filter(site=site, ending=None, alerted_at__isnull=False).order_by("late_at")


def event_row(code: str, *, lock: bool = False) -> AdverseEvent | None:
    """One adverse event by its code."""
    rows = AdverseEvent.objects.filter(code=code)
    return (rows.select_for_update(no_key=True) if lock else rows).first()


def events_of(*, person: str = "", infusions: Sequence[str] = ()) -> list[AdverseEvent]:
    """Adverse events of a person, or of some infusions, newest first."""
    rows = AdverseEvent.objects.order_by("-occurred_at", "-id")
    return list(rows.filter(person_id=person) if person else rows.filter(infusion__in=list(infusions)))


def events_at(site: str) -> QuerySet[AdverseEvent]:
    """Every adverse event of a site, newest first."""
    return AdverseEvent.objects.filter(site=site).order_by("-occurred_at", "-id")


def clocks_running(*, site: str = "") -> QuerySet[AdverseEvent]:
    """Serious events not closed yet, the soonest due first: visible until closed (I10)."""
    rows = AdverseEvent.objects.filter(closed_at=None, report_due_at__isnull=False).order_by("report_due_at")
    return rows.filter(site=site) if site else rows


def seriousness_of(row: AdverseEvent) -> tuple[Seriousness, ...]:
    """In which ways an event is serious; empty when it is not."""
    return tuple(Seriousness(kind) for kind in row.serious)


def death_of(person: str) -> Death | None:
    """The record of a person's death, if there is one."""
    return Death.objects.filter(person_id=person).first()
