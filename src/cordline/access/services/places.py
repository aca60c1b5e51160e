"""Opening organisations and sites, and binding rule sets to a site."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cordline.access import rules, selectors
from cordline.access.models import BoundRuleSet, Grant, Member, Organisation, Site
from cordline.access.types import SiteKind
from cordline.access.verbs import ORGANISATION_OPENED, RULE_SET_BOUND, RULE_SET_ENDED, SITE_OPENED
from cordline.ground import writing
from cordline.ground.actor import Actor
from cordline.ground.products import RuleSet
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.roles import Role
from cordline.ledger.services import Act, Entry, act

A_DAY = timedelta(days=1)  # "from today" is midnight at the site, which is over by the time the form comes in


def open_organisation(*, code: str, name: str, country: str, by: Actor, key: str) -> Entry:
    """Open a legal body that can run sites.

    Refuses: access.code_taken, access.code_shape, access.unknown_country, and a missing name.
    Writes: access.organisation.opened.
    """
    content = {"code": code, "name": name, "country": country}
    with act(ORGANISATION_OPENED, by=by, key=key, content=content, subject=code) as this:
        if this.answered:
            return this.entry
        organisation_within(this, code, name, country)
        return this.record(subject=code, payload=content)


def open_site(
    *,
    code: str,
    name: str,
    organisation: str,
    kind: SiteKind,
    zone: str,
    country: str,
    administrator: str = "",
    by: Actor,
    key: str,
) -> Entry:
    """Open a place of one organisation, with its first administrator: whoever is named, else who opens it.

    Somebody must give the first roles there, and nobody gives a role at a site they do not work at.
    Refuses: access.unknown_organisation, access.code_taken, access.code_shape, access.unknown_zone,
    access.unknown_member, access.member_disabled, and a missing name. Writes: access.site.opened.
    """
    first = administrator or by.code
    content = {
        "code": code, "name": name, "organisation": organisation, "kind": kind, "zone": zone, "country": country,
        "administrator": first,
    }  # fmt: skip
    with act(SITE_OPENED, by=by, key=key, content=content, subject=code) as this:
        if this.answered:
            return this.entry
        body = Organisation.objects.filter(code=organisation).first()
        who = Member.objects.filter(code=first).first()
        if who is None:
            raise Refused([Refusal("access.unknown_member", member=first[:20])])
        this.require(rules.why_not_enter(selectors.member_facts(who), active=True))
        place = site_within(
            this, code=code, name=name, organisation=body, kind=kind, zone=zone, country=country
        )
        Grant.objects.create(
            member=who, role=Role.ADMINISTRATOR, site=place, valid_from=this.now, granted_by=by.code,
            granted_at=this.now,
        )  # fmt: skip
        return this.record(subject=code, payload=content)


def bind_rule_set(
    *, site: str, rule_set: str, effective_from: datetime | None = None, by: Actor, key: str
) -> Entry:
    """Bind a named rule set to the actor's own site from a day on; those in force must all agree.

    Refuses: access.unknown_site, access.foreign_site, access.unknown_rule_set, access.binding_in_past,
    access.rule_set_bound. Writes: access.site.rule_set_bound.
    """
    content = {"site": site, "rule_set": rule_set, "effective_from": effective_from}
    with act(RULE_SET_BOUND, by=by, key=key, content=content, subject=site) as this:
        if this.answered:
            return this.entry
        place = Site.objects.filter(code=site).select_for_update().first()
        if place is None:
            raise Refused([Refusal("access.unknown_site", site=site)])
        if site != by.site:
            this.require([Refusal("access.foreign_site", found=site, site=by.site)])
        if rule_set not in set(RuleSet):
            this.require([Refusal("access.unknown_rule_set", rule_set=rule_set[:8])])
        if effective_from is not None and effective_from < this.now - A_DAY:
            this.require([Refusal("access.binding_in_past")])
        row = binding_within(this, place, rule_set, effective_from)
        return this.record(subject=site, payload={"rule_set": rule_set, "version": row.version})


def end_rule_set(*, site: str, rule_set: str, reason: str, by: Actor, key: str) -> Entry:
    """Say that a rule set binds the actor's own site no longer; that it did stays on record.

    Refuses: access.foreign_site, access.rule_set_not_bound, and a missing reason. Writes: access.site.rule_set_ended.
    """
    content = {"site": site, "rule_set": rule_set, "reason": reason}
    with act(RULE_SET_ENDED, by=by, key=key, content=content, reason=reason, subject=site) as this:
        if this.answered:
            return this.entry
        bound = BoundRuleSet.objects.select_for_update().filter(
            site__code=site, rule_set=rule_set, effective_until=None, effective_from__lt=this.now
        )
        foreign = [Refusal("access.foreign_site", found=site, site=by.site)] if site != by.site else []
        missing = [] if bound else [Refusal("access.rule_set_not_bound", rule_set=rule_set[:8], site=site)]
        this.require(foreign, missing, rules.why_not_reason(reason))
        bound.update(effective_until=this.now)
        return this.record(subject=site, payload={"rule_set": rule_set})


def organisation_within(this: Act, code: str, name: str, country: str) -> Organisation:
    """Open a legal body inside the caller's act."""
    taken = (
        [Refusal("access.code_taken", code=code)] if Organisation.objects.filter(code=code).exists() else []
    )
    this.require(rules.why_not_code(code), rules.why_not_name(name), rules.why_not_country(country), taken)
    return Organisation.objects.create(code=code, name=name, country=country)


def site_within(
    this: Act,
    *,
    code: str,
    name: str,
    organisation: Organisation | None,
    kind: SiteKind,
    zone: str,
    country: str,
) -> Site:
    """Open a place inside the caller's act."""
    objections = [*rules.why_not_code(code), *rules.why_not_name(name), *rules.why_not_country(country)]
    if organisation is None:
        objections.append(Refusal("access.unknown_organisation"))
    if Site.objects.filter(code=code).exists():
        objections.append(Refusal("access.code_taken", code=code))
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        objections.append(Refusal("access.unknown_zone", zone=zone))
    if organisation is None or objections:
        raise Refused(objections)
    return Site.objects.create(
        code=code, name=name, organisation=organisation, kind=kind, zone=zone, country=country
    )


def binding_within(
    this: Act, place: Site, rule_set: str, effective_from: datetime | None = None
) -> BoundRuleSet:
    """Bind a rule set inside the caller's act; the open binding of the same set, if any, refuses."""
    held = BoundRuleSet.objects.filter(site=place, rule_set=rule_set).order_by("-version").first()
    if held is not None and held.effective_until is None:
        since = writing.day(held.effective_from)
        this.require(
            [Refusal("access.rule_set_bound", rule_set=rule_set, site=place.code, effective_from=since)]
        )
    version = held.version + 1 if held else 1
    return BoundRuleSet.objects.create(
        site=place, rule_set=rule_set, version=version, effective_from=effective_from or this.now
    )
