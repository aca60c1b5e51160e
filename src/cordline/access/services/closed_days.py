"""The days on which a site is closed: entered one by one, and opened again where one was entered wrongly."""

from datetime import date
from zoneinfo import ZoneInfo

from cordline.access import rules
from cordline.access.models import ClosedDay, Site
from cordline.access.verbs import DAY_CLOSED, DAY_OPENED_AGAIN
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act, constraint_refuses

constraint_refuses("closed_day_once", "access.day_closed_meanwhile")


def close_day(*, site: str, day: date, name: str, by: Actor, key: str) -> Entry:
    """Enter that the actor's own site is closed on a day; what was promised before it was entered stays promised.

    Refuses: access.unknown_site, access.foreign_site, access.day_is_past, access.day_far_off,
    access.day_closed_already, access.day_closed_meanwhile, and a missing name. Writes: access.site.day_closed.
    """
    content = {"site": site, "day": day, "name": name.strip()}
    with act(DAY_CLOSED, by=by, key=key, content=content, subject=site) as this:
        if this.answered:
            return this.entry
        place = _own(this, site, by)
        today = this.now.astimezone(ZoneInfo(place.zone)).date()
        closed = ClosedDay.objects.filter(site=place, day=day, opened_again_at=None).exists()
        already = [Refusal("access.day_closed_already", site=site, day=day)] if closed else []
        this.require(rules.why_not_close(day, today=today, name=name), already)
        ClosedDay.objects.create(site=place, day=day, name=name.strip())
        return this.record(subject=site, payload={"day": day.isoformat(), "name": name.strip()})


def open_day_again(*, site: str, day: date, reason: str, by: Actor, key: str) -> Entry:
    """Enter that the actor's own site is open on a day after all; that it was entered as closed stays on record.

    Refuses: access.unknown_site, access.foreign_site, access.day_not_closed, and a missing reason.
    Writes: access.site.day_opened_again.
    """
    content = {"site": site, "day": day, "reason": reason}
    with act(DAY_OPENED_AGAIN, by=by, key=key, content=content, reason=reason, subject=site) as this:
        if this.answered:
            return this.entry
        closed = ClosedDay.objects.select_for_update().filter(
            site=_own(this, site, by), day=day, opened_again_at=None
        )
        missing = [] if closed else [Refusal("access.day_not_closed", site=site, day=day)]
        this.require(missing, rules.why_not_reason(reason))
        closed.update(opened_again_at=this.now)
        return this.record(subject=site, payload={"day": day.isoformat()})


def _own(this: Act, site: str, by: Actor) -> Site:
    place = Site.objects.filter(code=site).first()
    if place is None:
        raise Refused([Refusal("access.unknown_site", site=site)])
    this.require([Refusal("access.foreign_site", found=site, site=by.site)] if site != by.site else [])
    return place
