"""Giving a role at a site for a time, and taking it away."""

from datetime import datetime

from cordline.access import rules, selectors
from cordline.access.models import Grant, Member, Site
from cordline.access.verbs import ROLE_GRANTED, ROLE_REVOKED
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ground.roles import Role
from cordline.ledger.services import Entry, act


def grant_role(
    *,
    member: str,
    role: Role,
    site: str,
    by: Actor,
    key: str,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    scope: str = "",
) -> Entry:
    """Give somebody one role at the administrator's own site, from now or a later day, for good or until a day.

    Refuses: what ``rules.why_not_grant`` names. Writes: access.role.granted.
    """
    content = {
        "member": member, "role": role, "site": site, "from": valid_from, "until": valid_until, "scope": scope,
    }  # fmt: skip
    with act(ROLE_GRANTED, by=by, key=key, content=content, subject=member) as this:
        if this.answered:
            return this.entry
        row = Member.objects.select_for_update().filter(code=member).first()
        place = Site.objects.filter(code=site).first()
        start = valid_from or this.now
        this.require(
            [] if place else [Refusal("access.unknown_site", site=site)],
            rules.why_not_grant(
                selectors.member_facts(row) if row else None,
                selectors.grants_of(member),
                code=member, role=role, site=site, valid_from=start, valid_until=valid_until, scope=scope, by=by,
                now=this.now,
            ),
        )  # fmt: skip
        assert row is not None and place is not None  # noqa: S101, PT018 - required above
        made = Grant.objects.create(
            member=row, role=role, site=place, valid_from=start, valid_until=valid_until, scope=scope.strip(),
            granted_by=by.code, granted_at=this.now,
        )  # fmt: skip
        return this.record(subject=member, payload={"grant": made.id, "role": role.label, "at": site})


def revoke_role(*, grant: int, reason: str, by: Actor, key: str) -> Entry:
    """Take one role away at once; what was done under it stays, and so does the record that it was held.

    Refuses: what ``rules.why_not_revoke`` names. Writes: access.role.revoked.
    """
    with act(ROLE_REVOKED, by=by, key=key, content={"grant": grant, "reason": reason}, reason=reason) as this:
        if this.answered:
            return this.entry
        row = (
            Grant.objects.select_related("member", "site")
            .select_for_update(of=("self",))
            .filter(pk=grant)
            .first()
        )
        facts = selectors.grant_facts(row) if row else None
        others = []
        if facts is not None:
            same = Grant.objects.select_related("member", "site").filter(
                role=facts.role, site__code=facts.site, member__disabled_at=None
            )
            others = [selectors.grant_facts(other) for other in same.exclude(pk=grant)]
        this.require(rules.why_not_revoke(facts, others, reason=reason, by=by, now=this.now))
        assert facts is not None  # noqa: S101 - required above
        Grant.objects.filter(pk=grant).update(
            revoked_at=this.now, revoked_by=by.code, revoke_reason=reason.strip()
        )
        payload = {"grant": grant, "role": facts.role.label, "at": facts.site}
        return this.record(subject=facts.member, payload=payload)
