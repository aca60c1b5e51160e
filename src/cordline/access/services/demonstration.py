"""The people of a demonstration: two sites and one invented member for each role, with names that are plainly fake.

Used by ``simulate``, by the demonstration sign-in and by tests. On a database that is not marked as a demonstration
nothing here does anything but refuse.
"""

from dataclasses import dataclass
from datetime import timedelta

from cordline.access.models import Grant, Member
from cordline.access.services.founding import FirstAdministrator, NewOrganisation, NewSite, found_house
from cordline.access.services.grants import grant_role
from cordline.access.services.members import enrol_member, name_person
from cordline.access.types import SiteKind
from cordline.ground.actor import Actor
from cordline.ground.products import RuleSet
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.roles import Role
from cordline.ledger.services import database_now, is_demonstration

CLINIC, LABORATORY = "KL-CLINIC", "KL-LAB"
SITES = (CLINIC, LABORATORY)


@dataclass(frozen=True)
class Part:
    """One part of the cast: a role, who plays it, and where."""

    role: Role
    name: str
    sites: tuple[str, ...]
    number: int = 1

    @property
    def username(self) -> str:
        """The account's name: the role, and a number from the second on."""
        return self.role.value if self.number == 1 else f"{self.role.value}{self.number}"


CAST: tuple[Part, ...] = (
    Part(Role.ADMINISTRATOR, "Adam Exampleton (demo)", SITES),
    Part(Role.TECHNICIAN, "Tess Sampleworth (demo)", (LABORATORY,)),
    Part(Role.TECHNICIAN, "示例 技术员（演示）", (LABORATORY,), 2),
    Part(Role.LABORATORY_HEAD, "サンプル 研一（デモ）", (LABORATORY,)),
    Part(Role.QUALITY, "Quentin Placeholder (demo)", SITES),
    Part(Role.QUALITY, "மாதிரி தரம் (demo)", SITES, 2),
    Part(Role.RESPONSIBLE_PERSON, "Dr Rhea Mockford (demo)", (LABORATORY,)),
    Part(Role.DONOR_COORDINATOR, "Dona Templateva (demo)", SITES),
    Part(Role.MATERNITY_PARTNER, "Mona Fictitious (demo)", (LABORATORY,)),
    Part(Role.COURIER, "Carl Dummyson (demo)", SITES),
    Part(Role.PATIENT_COORDINATOR, "示例 协调员（演示）", (CLINIC,)),
    Part(Role.INTERPRETER, "サンプル 通子（デモ）", (CLINIC,)),
    Part(Role.NURSE, "Nora Testington (demo)", (CLINIC,)),
    Part(Role.NURSE, "示例 护士（演示）", (CLINIC,), 2),
    Part(Role.PHYSICIAN, "Dr Phil Pretendsson (demo)", (CLINIC,)),
    Part(Role.PHYSICIAN, "サンプル 医子（デモ）", (CLINIC,), 2),
    Part(Role.MEDICAL_DIRECTOR, "மாதிரி இயக்குநர் (demo)", (CLINIC,)),
    Part(Role.VIGILANCE_OFFICER, "Vera Makebelieve (demo)", (CLINIC,)),
    Part(Role.KNOWLEDGE_EDITOR, "Kim Loremipsum (demo)", (CLINIC,)),
    Part(Role.FINANCE, "Finn Nobodyson (demo)", (CLINIC,)),
    Part(Role.PRIVACY_OFFICER, "Priya Inventeddata (demo)", SITES),
    Part(Role.INSPECTOR, "Ines Imaginary (demo)", SITES),
    Part(Role.PATIENT, "Pat Fakename (demo)", (CLINIC,)),
    Part(Role.COMPANION, "Cody Standin (demo)", (CLINIC,)),
    Part(Role.DONOR_MOTHER, "Dora Unrealis (demo)", (LABORATORY,)),
)
ORGANISATIONS = (
    NewOrganisation("KLC", "Demonstration Clinic (fictitious)", "MY"),
    NewOrganisation("KLB", "Demonstration Cord Bank and Laboratory (fictitious)", "MY"),
)
PLACES = (
    NewSite(
        CLINIC, "Demonstration Clinic, Kuala Lumpur", "KLC", SiteKind.CLINIC, "Asia/Kuala_Lumpur", "MY",
        (RuleSet.MY.value, RuleSet.EU.value, RuleSet.FDA.value),
    ),
    NewSite(
        LABORATORY, "Demonstration Laboratory, Kuala Lumpur", "KLB", SiteKind.LABORATORY, "Asia/Kuala_Lumpur", "MY",
        (RuleSet.MY.value, RuleSet.EU.value, RuleSet.FDA.value),
    ),
)  # fmt: skip


def create_cast() -> dict[str, Actor]:
    """Bring both sites and every part of the cast into a demonstration, once; gives ``cast()``.

    Refuses: access.demonstration_only on a database that holds real records.
    """
    _only_in_a_demonstration()
    if not Member.objects.exists():
        _found()
    return cast()


def _found() -> None:
    first, *others = CAST
    opened = found_house(
        organisations=ORGANISATIONS,
        sites=PLACES,
        first=FirstAdministrator(first.name, first.username),
        key="cast",
    )
    code = opened.subject
    at = {site: Actor(code, site, frozenset({Role.ADMINISTRATOR})) for site in SITES}
    for part in others:
        joined = enrol_member(
            display_name=part.name, username=part.username, by=at[part.sites[0]], key=f"cast {part.username}"
        )
        for site in part.sites:
            boxed = part.role is Role.INSPECTOR
            grant_role(
                member=joined.subject,
                role=part.role,
                site=site,
                by=at[site],
                key=f"cast {part.username} {site}",
                valid_until=database_now() + timedelta(days=30) if boxed else None,
                scope="the demonstration's records" if boxed else "",
            )


def cast() -> dict[str, Actor]:
    """Give an actor for each part and site, as ``"physician@KL-CLINIC"``, with the roles they hold now.

    Second parts are ``"physician2@KL-CLINIC"``.
    """
    now = database_now()
    rows = Grant.objects.select_related("member__account", "site").filter(
        member__disabled_at=None, revoked_at=None, valid_from__lte=now
    )
    held: dict[tuple[str, str, str, str], set[Role]] = {}
    for row in rows:
        if row.member.account is not None and (row.valid_until is None or row.valid_until > now):
            key = (row.member.account.username, row.site.code, row.member.code, row.member.person)
            held.setdefault(key, set()).add(Role(row.role))
    return {
        f"{username}@{site}": Actor(code, site, frozenset(roles), on_behalf_of=person)
        for (username, site, code, person), roles in held.items()
    }


def stand_for(*, username: str, person: str) -> None:
    """Let the demonstration's patient, companion or mother be a person of the simulated clinic."""
    _only_in_a_demonstration()
    who = Member.objects.select_related("account").get(account__username=username)
    administrator = next(actor for actor in cast().values() if actor.has(Role.ADMINISTRATOR))
    name_person(member=who.code, person=person, by=administrator, key=f"stand for {person}"[:100])


def parts() -> list[tuple[Part, str, str]]:
    """List the cast with staff code and shown name, for the page that signs in by one click."""
    codes = {
        row.account.username: (row.code, row.display_name)
        for row in Member.objects.select_related("account").filter(disabled_at=None)
        if row.account is not None
    }
    return [(part, *codes[part.username]) for part in CAST if part.username in codes]


def _only_in_a_demonstration() -> None:
    if not is_demonstration():
        raise Refused([Refusal("access.demonstration_only")])


__all__ = ["CAST", "CLINIC", "LABORATORY", "Part", "cast", "create_cast", "parts", "stand_for"]
