"""The first act of a house: its organisations, its sites and one administrator at each of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from cordline.access import rules
from cordline.access.models import Grant, Member
from cordline.access.services import places
from cordline.access.services.members import new_member_within
from cordline.access.types import SiteKind
from cordline.access.verbs import FOUNDED
from cordline.ground.actor import job
from cordline.ground.refusal import Refusal
from cordline.ground.roles import Role
from cordline.ledger.services import Entry, act


@dataclass(frozen=True)
class NewOrganisation:
    """A legal body to open."""

    code: str
    name: str
    country: str


@dataclass(frozen=True)
class NewSite:
    """A place to open, of one organisation."""

    code: str
    name: str
    organisation: str
    kind: SiteKind
    zone: str
    country: str
    rule_sets: tuple[str, ...] = ()


@dataclass(frozen=True)
class FirstAdministrator:
    """Who enrols everybody else; without an account when a demonstration signs in by click."""

    display_name: str
    username: str


def found_house(
    *, organisations: Sequence[NewOrganisation], sites: Sequence[NewSite], first: FirstAdministrator, key: str
) -> Entry:
    """Open the house's organisations and sites with one administrator; it happens once, by the house itself.

    Refuses: access.already_founded, and what opening a place refuses. Writes: access.house.founded.
    """
    content = {
        "organisations": [asdict(one) for one in organisations],
        "sites": [asdict(one) for one in sites],
        "first": asdict(first),
    }
    with act(FOUNDED, by=job("founding"), key=key, content=content) as this:
        if this.answered:
            return this.entry
        this.require([Refusal("access.already_founded")] if Member.objects.exists() else [])
        bodies = {
            one.code: places.organisation_within(this, one.code, one.name, one.country)
            for one in organisations
        }
        opened = []
        for one in sites:
            place = places.site_within(
                this,
                code=one.code,
                name=one.name,
                organisation=bodies.get(one.organisation),
                kind=one.kind,
                zone=one.zone,
                country=one.country,
            )
            for rule_set in one.rule_sets:
                places.binding_within(this, place, rule_set)
            opened.append(place)
        this.require(rules.why_not_name(first.display_name))
        who = new_member_within(this, display_name=first.display_name, username=first.username, person="")
        for place in opened:
            Grant.objects.create(
                member=who, role=Role.ADMINISTRATOR, site=place, valid_from=this.now, granted_at=this.now,
                granted_by=this.by.code,
            )  # fmt: skip
        payload = {
            "organisations": ", ".join(bodies),
            "sites": [place.code for place in opened],
            "first": who.code,
        }
        return this.record(subject=who.code, payload=payload)
