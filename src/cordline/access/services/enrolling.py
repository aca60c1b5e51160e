"""Enrolling many people at once: all of them with their roles, or nobody (E20)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from cordline.access import rules
from cordline.access.models import Grant, Site, Staff
from cordline.access.services.members import new_member_within
from cordline.access.types import MemberFacts
from cordline.access.verbs import MEMBERS_JOINED
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.roles import Role
from cordline.ledger.services import Entry, act


@dataclass(frozen=True)
class Joiner:
    """One person to enrol: name, user name, and the roles they are to hold at the administrator's site."""

    display_name: str
    username: str
    roles: tuple[Role, ...] = ()
    valid_until: datetime | None = None
    scope: str = ""


def why_not_enrol(joiners: Sequence[Joiner], *, by: Actor, now: datetime) -> list[list[Refusal]]:
    """Give for each person every reason why they cannot be enrolled so; the names among each other count too."""
    names = [one.username.strip().casefold() for one in joiners]
    taken = set(Staff.objects.filter(username__in=names).values_list("username", flat=True))
    twice = {name for name, times in Counter(names).items() if times > 1}
    found = []
    for one, name in zip(joiners, names, strict=True):
        reasons = rules.why_not_name(one.display_name)
        if not name or name in taken or name in twice:
            reasons.append(Refusal("access.username_taken", username=one.username))
        for role in one.roles:
            if role is Role.VISITOR:
                reasons.append(Refusal("access.visitor_is_no_role"))
                continue
            reasons += rules.why_not_grant(
                MemberFacts("new", one.display_name), [], code="new", role=role, site=by.site, valid_from=now,
                valid_until=one.valid_until, scope=one.scope, by=by, now=now,
            )  # fmt: skip
        found.append(list(dict.fromkeys(reasons)))
    return found


def enrol_members(*, joiners: Sequence[Joiner], by: Actor, key: str) -> Entry:
    """Enrol everybody of a list with their roles at the administrator's own site, in one act.

    Refuses: access.unknown_site, and what ``why_not_enrol`` names of anybody. Writes: access.members.joined.
    """
    content = {"joiners": [asdict(one) for one in joiners], "site": by.site}
    with act(MEMBERS_JOINED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        place = Site.objects.filter(code=by.site).first()
        if place is None:
            raise Refused([Refusal("access.unknown_site", site=by.site or "no site")])
        this.require(*why_not_enrol(joiners, by=by, now=this.now))
        codes = []
        for one in joiners:
            who = new_member_within(this, display_name=one.display_name, username=one.username, person="")
            for role in dict.fromkeys(one.roles):
                Grant.objects.create(
                    member=who, role=role, site=place, valid_from=this.now, valid_until=one.valid_until,
                    scope=one.scope.strip(), granted_by=by.code, granted_at=this.now,
                )  # fmt: skip
            codes.append(who.code)
        return this.record(subject="", units=codes, payload={"count": len(codes), "codes": codes})
