"""The console's commands of the access room: found a house, and tell who had what."""

import argparse
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from cordline.access import selectors
from cordline.access.links import set_up_link
from cordline.access.models import Staff
from cordline.access.services import FirstAdministrator, NewOrganisation, NewSite, found_house
from cordline.access.types import SiteKind
from cordline.ground.console import Answer, Command, wrong_usage
from cordline.ground.products import RuleSet
from cordline.ledger.services import database_now


def run_found(options: argparse.Namespace) -> Answer:
    """The command ``found``: once, on an empty real database."""
    rule_sets = tuple(options.rule_sets.split(",")) if options.rule_sets else ()
    unknown = set(rule_sets) - {rule_set.value for rule_set in RuleSet}
    if unknown:
        return wrong_usage(f"There is no rule set {sorted(unknown)[0]}.")
    site = NewSite(
        code=options.site, name=options.site_name, organisation=options.organisation, kind=SiteKind(options.kind),
        zone=options.zone, country=options.country, rule_sets=rule_sets,
    )  # fmt: skip
    entry = found_house(
        organisations=[NewOrganisation(options.organisation, options.organisation_name, options.country)],
        sites=[site],
        first=FirstAdministrator(options.administrator, options.username),
        key=f"found {options.site} {options.username}"[:100],
    )
    link = set_up_link(Staff.objects.get(code=entry.subject))
    who = f"{options.administrator} ({entry.subject})"
    text = f"{options.site} is open. {who} sets a password here, once, today:\n{link}"
    return Answer(
        {"administrator": entry.subject, "site": options.site, "link": link, "receipt": entry.receipt}, text
    )


def _found_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--organisation", required=True, help="short code of the legal body, as KLC")
    parser.add_argument("--organisation-name", required=True)
    parser.add_argument("--site", required=True, help="short code of the first site, as KL-CLINIC")
    parser.add_argument("--site-name", required=True)
    parser.add_argument("--kind", choices=[kind.value for kind in SiteKind], required=True)
    parser.add_argument("--zone", required=True, help="as Asia/Kuala_Lumpur")
    parser.add_argument("--country", required=True, help="two letters, as MY")
    parser.add_argument("--rule-sets", default="", help="those that bind the site, as MY,EU")
    parser.add_argument("--administrator", required=True, help="full name of the first administrator")
    parser.add_argument("--username", required=True)


def run_access_review(options: argparse.Namespace) -> Answer:
    """The command ``access-review``: who had what now, or at the end of a past day."""
    try:
        when = _moment(options.at)
    except ValueError:
        return wrong_usage("A day looks like 2026-03-31.")
    rows: list[dict[str, Any]] = selectors.access_at(when)
    lines = [f"{row['member']}  {row['role']}  {row['site']}  {row['name']}" for row in rows]
    return Answer({"at": when, "access": rows}, "\n".join(lines) or "Nobody held a role.")


def _moment(at: str) -> datetime:
    if not at:
        return database_now()
    places = selectors.sites()
    zone = ZoneInfo(places[0].zone if places else "UTC")
    return datetime.combine(date.fromisoformat(at), time.max, tzinfo=zone)


def _review_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at", default="", help="a past day, as 2026-03-31; without it now")


COMMANDS = [
    Command(
        "found", "open a real house: its first site and its first administrator", run_found, _found_arguments
    ),
    Command(
        "access-review", "tell who had which role, now or at a past day", run_access_review, _review_arguments
    ),
]
