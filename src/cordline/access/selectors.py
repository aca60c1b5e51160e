"""What the access room knows: sites, members, roles in force, who had what at any past date, signatures."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q

from cordline.access import rules
from cordline.access.limits import REVIEW_EVERY
from cordline.access.models import BoundRuleSet, ClosedDay, GlassBreak, Grant, Member, Signature, Site
from cordline.access.types import (
    GrantFacts,
    Meaning,
    MemberFacts,
    ProofKind,
    SignatureFacts,
    SiteFacts,
    SiteKind,
)
from cordline.access.verbs import REVIEW_HELD
from cordline.ground.roles import Role
from cordline.ledger.models import Entry
from cordline.ledger.services import database_now


def sites(*, at: datetime | None = None) -> list[SiteFacts]:
    """Give every site with the rule sets that bind it (now, or at a past time)."""
    when = at or database_now()
    bound = BoundRuleSet.objects.filter(
        Q(effective_until=None) | Q(effective_until__gt=when), effective_from__lte=when
    )
    rows = Site.objects.select_related("organisation").prefetch_related(Prefetch("bindings", queryset=bound))
    return [
        SiteFacts(
            code=row.code,
            name=row.name,
            kind=SiteKind(row.kind),
            organisation=row.organisation.code,
            zone=row.zone,
            country=row.country,
            rule_sets=tuple(sorted({binding.rule_set for binding in row.bindings.all()})),
        )
        for row in rows.order_by("code")
    ]


def site(code: str) -> SiteFacts | None:
    """Give one site, or nothing."""
    return next((facts for facts in sites() if facts.code == code), None)


def closed_days(site_code: str, *, since: date) -> dict[date, str]:
    """Give the days from ``since`` on when a site is closed, in order, each with its name."""
    rows = ClosedDay.objects.filter(site__code=site_code, opened_again_at=None, day__gte=since)
    return dict(rows.order_by("day").values_list("day", "name"))


def rule_sets_binding(site_code: str, *, at: datetime | None = None) -> dict[str, int]:
    """Give the rule sets that bind a site with the version in force; a judgement stores the version it used."""
    when = at or database_now()
    rows = BoundRuleSet.objects.filter(site__code=site_code, effective_from__lte=when).filter(
        Q(effective_until=None) | Q(effective_until__gt=when)
    )
    found: dict[str, int] = {}
    for row in rows.order_by("version"):
        found[row.rule_set] = row.version
    return found


def member_facts(row: Member) -> MemberFacts:
    """Read one member's row into facts."""
    return MemberFacts(
        code=row.code, display_name=row.display_name, person=row.person, disabled_at=row.disabled_at
    )


def member(code: str) -> MemberFacts | None:
    """Give one member of staff, or nothing."""
    row = Member.objects.filter(code=code).first()
    return member_facts(row) if row else None


def display_names(codes: Iterable[str]) -> dict[str, str]:
    """Give the shown names of staff codes; a code without a member stands for itself."""
    wanted = set(codes)
    found = dict(Member.objects.filter(code__in=wanted).values_list("code", "display_name"))
    return {code: found.get(code, code) for code in wanted}


def grant_facts(row: Grant) -> GrantFacts:
    """Read one grant's row into facts; ``member`` and ``site`` must be selected with it."""
    return GrantFacts(
        id=row.id,
        member=row.member.code,
        role=Role(row.role),
        site=row.site.code,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        granted_by=row.granted_by,
        granted_at=row.granted_at,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
        scope=row.scope,
    )


def grants_of(code: str) -> list[GrantFacts]:
    """Give every grant a member ever had, newest first."""
    rows = Grant.objects.select_related("member", "site").filter(member__code=code)
    return [grant_facts(row) for row in rows.order_by("-granted_at", "-id")]


def roles_at(code: str, site_code: str, *, at: datetime | None = None) -> frozenset[Role]:
    """Give the roles somebody holds at a site now (or held at a past time); none for the unknown and the disabled."""
    who = Member.objects.filter(code=code).first()
    return frozenset() if who is None else roles_of(who, site_code, at=at)


def roles_of(who: Member, site_code: str, *, at: datetime | None = None) -> frozenset[Role]:
    """The same for a member whose row is at hand already."""
    rows = Grant.objects.select_related("member", "site").filter(member=who, site__code=site_code)
    return rules.roles_in_force(
        [grant_facts(row) for row in rows], member=member_facts(who), at=at or database_now()
    )


def sites_of(code: str) -> list[str]:
    """Give the sites where somebody holds a role now."""
    now = database_now()
    who = Member.objects.filter(code=code, disabled_at=None).first()
    if who is None:
        return []
    rows = Grant.objects.select_related("member", "site").filter(member=who)
    return sorted({grant.site for grant in map(grant_facts, rows) if grant.in_force(now)})


def access_at(when: datetime) -> list[dict[str, Any]]:
    """List who had which role where at any past time, and who gave it (E19, E20, R-23)."""
    rows = Grant.objects.select_related("member", "site").filter(granted_at__lte=when)
    answer = []
    for row in rows.order_by("member__code", "site__code", "role"):
        facts = grant_facts(row)
        if not rules.roles_in_force([facts], member=member_facts(row.member), at=when):
            continue
        answer.append(
            {
                "member": facts.member,
                "name": row.member.display_name,
                "role": facts.role.value,
                "site": facts.site,
                "from": facts.valid_from,
                "until": facts.valid_until,
                "granted_by": facts.granted_by,
                "granted_at": facts.granted_at,
                "scope": facts.scope,
            }
        )
    return answer


def review_due(site_code: str) -> datetime | None:
    """Tell when the next access review of a site is due: a quarter after the last, or after the first role given."""
    held = Entry.objects.filter(subject=site_code, verb=REVIEW_HELD.name).order_by("-id").first()
    if held is not None:
        return held.recorded_at + REVIEW_EVERY
    first = Grant.objects.filter(site__code=site_code).order_by("granted_at").first()
    return first.granted_at + REVIEW_EVERY if first else None


def access_log() -> list[dict[str, Any]]:
    """The joiner, mover and leaver log (R-23): every joining, grant, revocation and disabling, in order."""
    events: list[dict[str, Any]] = []
    for who in Member.objects.all():
        events.append({"at": who.joined_at, "what": "joined", "member": who.code, "detail": "badge given"})
        if who.disabled_at is not None:
            detail = f"by {who.disabled_by}: {who.disabled_reason}"
            events.append({"at": who.disabled_at, "what": "disabled", "member": who.code, "detail": detail})
    for row in Grant.objects.select_related("member", "site"):
        place = f"{Role(row.role).label} at {row.site.code}"
        detail = f"{place} by {row.granted_by}"
        events.append(
            {"at": row.granted_at, "what": "role given", "member": row.member.code, "detail": detail}
        )
        if row.revoked_at is not None:
            detail = f"{place} by {row.revoked_by}: {row.revoke_reason}"
            events.append(
                {"at": row.revoked_at, "what": "role taken", "member": row.member.code, "detail": detail}
            )
    return sorted(events, key=lambda event: (event["at"], event["member"], event["what"]))


def glass_open(*, member_code: str, person: str, at: datetime | None = None) -> bool:
    """Say whether somebody has this person's record open in an emergency now."""
    when = at or database_now()
    return GlassBreak.objects.filter(
        member=member_code, person=person, opened_at__lte=when, until__gt=when
    ).exists()


def glass_breaks(site_code: str, *, unreviewed_only: bool = False) -> list[GlassBreak]:
    """Give the emergency openings of a site, newest first, for the privacy officer's review."""
    rows = GlassBreak.objects.filter(site=site_code)
    if unreviewed_only:
        rows = rows.filter(reviewed_at=None)
    return list(rows.order_by("-opened_at"))


def signatures_on(subject: str, current_content: Mapping[str, Any] | None = None) -> list[SignatureFacts]:
    """Give every signature on a subject, oldest first, void ones too.

    With ``current_content`` each is also compared with what the content is now: one that binds another content is
    not valid any more (I6, R-11).
    """
    return _signatures([subject], {subject: current_content} if current_content is not None else {})[subject]


def signatures_on_many(subjects: Sequence[str]) -> dict[str, list[SignatureFacts]]:
    """Give the signatures of several subjects in one query."""
    return _signatures(subjects, {})


def _signatures(
    subjects: Sequence[str], contents: Mapping[str, Mapping[str, Any]]
) -> dict[str, list[SignatureFacts]]:
    answer: dict[str, list[SignatureFacts]] = {subject: [] for subject in subjects}
    hashes = {subject: rules.content_hash(content) for subject, content in contents.items()}
    rows = Signature.objects.select_related("void").filter(subject__in=subjects).order_by("id")
    for row in rows:
        void = getattr(row, "void", None)
        answer[row.subject].append(
            SignatureFacts(
                id=row.id,
                signer=row.signer,
                signer_name=row.signer_name,
                meaning=Meaning(row.meaning),
                subject=row.subject,
                content_sha256=row.content_sha256,
                proof_kind=ProofKind(row.proof_kind),
                signed_at=row.signed_at,
                site=row.site,
                entry=row.entry,
                content=json.loads(row.content),
                voided_at=void.voided_at if void else None,
                void_reason=void.reason if void else "",
                content_changed=hashes.get(row.subject, row.content_sha256) != row.content_sha256,
            )
        )
    return answer
