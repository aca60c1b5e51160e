"""Who joins, is renamed, is disabled. A staff code stands for one person for ever (R-12)."""

from cordline.access import rules, selectors
from cordline.access.models import Grant, Member, Staff
from cordline.access.verbs import (
    MEMBER_DISABLED,
    MEMBER_INVITED,
    MEMBER_JOINED,
    MEMBER_NAMED_PERSON,
    MEMBER_RENAMED,
)
from cordline.ground import writing
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.roles import Role
from cordline.ledger.services import Act, Entry, act, next_code


def enrol_member(*, display_name: str, username: str, person: str = "", by: Actor, key: str) -> Entry:
    """Enrol somebody with a staff code and an account that has no password yet; they hold no role until given one.

    ``person`` is the code of the natural person where a patient, companion or donor signs in.
    Refuses: access.username_taken, access.name_missing. Writes: access.member.joined.
    """
    content = {"display_name": display_name, "username": username, "person": person}
    with act(MEMBER_JOINED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        this.require(rules.why_not_name(display_name))
        who = new_member_within(this, display_name=display_name, username=username, person=person)
        return this.record(subject=who.code, payload={"person": person})


def new_member_within(this: Act, *, display_name: str, username: str, person: str) -> Member:
    """Enrol somebody inside the caller's act."""
    name = username.strip().casefold()
    if not name or Staff.objects.filter(username=name).exists():
        this.require([Refusal("access.username_taken", username=username)])
    code = next_code(Kind.STAFF, this)
    account = Staff(code=code, username=name)
    account.set_unusable_password()
    account.save()
    return Member.objects.create(
        code=code, display_name=display_name.strip(), account=account, person=person, joined_at=this.now
    )


def rename_member(*, member: str, display_name: str, by: Actor, key: str) -> Entry:
    """Change the name shown for a staff code; signatures made before keep the name they were made with.

    Refuses: access.unknown_member, access.name_missing. Writes: access.member.renamed.
    """
    content = {"member": member, "display_name": display_name}
    with act(MEMBER_RENAMED, by=by, key=key, content=content, subject=member) as this:
        if this.answered:
            return this.entry
        known = selectors.member(member)
        unknown = [] if known else [Refusal("access.unknown_member", member=member)]
        this.require(unknown, rules.why_not_name(display_name))
        Member.objects.filter(code=member).update(display_name=display_name.strip())
        return this.record(subject=member)


def name_person(*, member: str, person: str, by: Actor, key: str) -> Entry:
    """Say whose own record a patient, companion or donor sees when they sign in.

    Refuses: access.unknown_member. Writes: access.member.named_person.
    """
    with act(
        MEMBER_NAMED_PERSON, by=by, key=key, content={"member": member, "person": person}, subject=member
    ) as this:
        if this.answered:
            return this.entry
        this.require([] if selectors.member(member) else [Refusal("access.unknown_member", member=member)])
        Member.objects.filter(code=member).update(person=person)
        return this.record(subject=member, payload={"person": person})


def invite_member(*, member: str, by: Actor, key: str) -> Entry:
    """Record that an administrator handed somebody a link to set their password; devices for signing stay (R-15).

    Refuses: access.unknown_member, access.member_disabled. Writes: access.member.invited.
    """
    with act(MEMBER_INVITED, by=by, key=key, content={"member": member}, subject=member) as this:
        if this.answered:
            return this.entry
        known = selectors.member(member)
        if known is None:
            this.require([Refusal("access.unknown_member", member=member)])
        elif known.disabled_at is not None:
            disabled = writing.day(known.disabled_at)
            this.require([Refusal("access.member_disabled", member=member, disabled_at=disabled)])
        return this.record(subject=member)


def disable_member(*, member: str, reason: str, by: Actor, key: str) -> Entry:
    """Disable somebody at once: every grant stops, every session ends at its next page. Nobody is deleted (E20).

    Refuses: access.unknown_member, access.already_disabled, access.last_administrator, and a missing reason.
    Writes: access.member.disabled.
    """
    content = {"member": member, "reason": reason}
    with act(MEMBER_DISABLED, by=by, key=key, content=content, reason=reason, subject=member) as this:
        if this.answered:
            return this.entry
        row = Member.objects.select_for_update().filter(code=member).first()
        if row is None:
            raise Refused([Refusal("access.unknown_member", member=member)])
        already = [Refusal("access.already_disabled", member=member)] if row.disabled_at else []
        this.require(already, rules.why_not_reason(reason), _leaves_no_administrator(row, this))
        Member.objects.filter(pk=row.pk).update(
            disabled_at=this.now, disabled_by=by.code, disabled_reason=reason.strip()
        )
        Staff.objects.filter(code=member).update(is_active=False)
        return this.record(subject=member, payload={"reason": reason.strip()})


def _leaves_no_administrator(row: Member, this: Act) -> list[Refusal]:
    own = Grant.objects.select_related("member", "site").filter(member=row, role=Role.ADMINISTRATOR)
    reasons = []
    for grant in map(selectors.grant_facts, own):
        if not grant.in_force(this.now):
            continue
        others = Grant.objects.select_related("member", "site").filter(
            role=Role.ADMINISTRATOR, site__code=grant.site, member__disabled_at=None
        )
        if not any(selectors.grant_facts(other).in_force(this.now) for other in others.exclude(member=row)):
            reasons.append(Refusal("access.last_administrator", member=row.code, site=grant.site))
    return reasons
