"""What a sign-in with a company account writes: the link to it, and the roles that its groups hold.

These are acts of the house itself, told by the issuer: a role given by group bears the job as who gave it, and only
such a role is taken away again when the group is left.
"""

import secrets
from collections.abc import Callable, Collection

from allauth.socialaccount.models import SocialAccount

from cordline.access import selectors
from cordline.access.models import Grant, Member, Site, Staff
from cordline.access.types import GrantFacts
from cordline.access.verbs import COMPANY_LINKED, COMPANY_UNLINKED, ROLES_BY_GROUP
from cordline.ground.actor import Actor, job
from cordline.ground.refusal import Refusal
from cordline.ground.roles import Role
from cordline.ledger.services import Act, Entry, act

GIVER = job("company-sign-in")
LEFT = "left the group that held it"


def link_company_account(*, member: str, number: str, link: Callable[[], None]) -> Entry:
    """Link a member to the company account they signed in with. Writes: access.member.linked."""
    content = {"member": member, "number": number}
    with act(
        COMPANY_LINKED, by=GIVER, key=secrets.token_urlsafe(16), content=content, subject=member
    ) as this:
        link()
        return this.record(subject=member, payload={"number": number})


def unlink_company_account(*, member: str, by: Actor, key: str) -> Entry:
    """Take the link away; the next sign-in with a company account links anew, by the verified claim.

    Refuses: access.not_linked. Writes: access.member.unlinked.
    """
    with act(COMPANY_UNLINKED, by=by, key=key, content={"member": member}, subject=member) as this:
        if this.answered:
            return this.entry
        account = Staff.objects.filter(code=member).first()
        links = SocialAccount.objects.filter(user=account)
        this.require([] if account and links.exists() else [Refusal("access.not_linked", member=member)])
        links.delete()
        return this.record(subject=member)


def align_roles(*, member: str, held: Collection[tuple[Role, str]]) -> Entry | None:
    """Give the roles that somebody's groups hold, and take those that no group holds any more; nothing else changes.

    A role given by hand stays, and so does the last administrator of a site. Writes: access.roles.by_group.
    """
    places = {place.code for place in selectors.sites()}
    wanted = {pair for pair in held if pair[1] in places}
    grants = [grant for grant in selectors.grants_of(member) if grant.revoked_at is None]
    lasting = {(grant.role, grant.site) for grant in grants if grant.valid_until is None}
    if wanted <= lasting and not any(_left(grant, wanted) for grant in grants):
        return None
    content = {"member": member, "held": sorted(f"{role.value}@{site}" for role, site in wanted)}
    with act(
        ROLES_BY_GROUP, by=GIVER, key=secrets.token_urlsafe(16), content=content, subject=member
    ) as this:
        row = Member.objects.select_for_update().get(code=member)
        given = sorted(wanted - lasting)
        for role, site in given:
            Grant.objects.create(
                member=row, role=role, site=Site.objects.get(code=site), valid_from=this.now,
                granted_by=GIVER.code, granted_at=this.now,
            )  # fmt: skip
        taken = [grant for grant in grants if _left(grant, wanted) and not _last_administrator(this, grant)]
        Grant.objects.filter(pk__in=[grant.id for grant in taken]).update(
            revoked_at=this.now, revoked_by=GIVER.code, revoke_reason=LEFT
        )
        told = {"given": _words(given), "taken": _words([(grant.role, grant.site) for grant in taken])}
        return this.record(subject=member, payload=told)


def _left(grant: GrantFacts, wanted: Collection[tuple[Role, str]]) -> bool:
    return grant.granted_by == GIVER.code and (grant.role, grant.site) not in wanted


def _last_administrator(this: Act, grant: GrantFacts) -> bool:
    if grant.role is not Role.ADMINISTRATOR:
        return False
    others = Grant.objects.select_related("member", "site").filter(
        role=Role.ADMINISTRATOR, site__code=grant.site, member__disabled_at=None
    )
    facts = [selectors.grant_facts(other) for other in others.exclude(pk=grant.id)]
    return not any(other.in_force(this.now) for other in facts)


def _words(pairs: list[tuple[Role, str]]) -> str:
    return ", ".join(f"{role.label} at {site}" for role, site in pairs) or "nothing"
