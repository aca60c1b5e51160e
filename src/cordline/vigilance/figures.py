"""What the house counts of its own treatments and lots, from its records: the figures that the public site shows.

Each is a part of a whole, over a period, with how many of those due could be reached. Who was not reached is unknown,
never well (W36); an overall count of events is never held back. A figure that nothing is recorded for yet is not here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.knowledge import selectors as knowledge
from cordline.knowledge import services
from cordline.knowledge.types import Language
from cordline.ledger.services import database_now, is_demonstration

NAME = "vigilance.figures"
# The contact that tells of the first two days, and those that ask how somebody is months later.
TWO_DAYS = "h48"
LATER = ("m1", "m3", "m6", "m12", "m18", "m24")
# What is felt where the needle was, as the follow-up records it.
SITE = ("site pain", "site redness", "site swelling", "vein pain")

# An infusion counts from its start: what happens while it runs is counted at once (W36).
_COUNT = """
WITH given AS (
    SELECT i.code, i.person, i.started_at, i.ended_at,
           extract(epoch FROM i.ended_at - i.started_at) / 60 AS minutes
      FROM bedside_infusion i
), reached AS (
    SELECT c.infusion, bool_or(c.ending = 'done') AS done
      FROM followup_contact c WHERE c.step = %(two_days)s AND c.late_at <= %(now)s GROUP BY c.infusion
), due AS (
    SELECT c.step, c.ending = 'done' AS done FROM followup_contact c WHERE c.late_at <= %(now)s
), event AS (
    SELECT e.*, g.started_at FROM followup_adverseevent e JOIN given g ON g.code = e.infusion
)
SELECT (SELECT min(started_at) FROM given) AS since,
       (SELECT count(*) FROM given WHERE ended_at IS NOT NULL) AS infusions,
       (SELECT count(*) FROM given WHERE minutes BETWEEN 60 AND 120) AS in_time,
       (SELECT count(DISTINCT person) FROM given) AS treated,
       (SELECT count(DISTINCT person) FROM event WHERE serious <> '[]'::jsonb) AS serious,
       (SELECT count(DISTINCT person) FROM event WHERE serious <> '[]'::jsonb AND closed_at IS NULL) AS open_serious,
       (SELECT count(*) FROM reached WHERE done) AS asked,
       (SELECT count(*) FROM reached) AS to_ask,
       (SELECT count(*) FROM reached r WHERE r.done AND EXISTS (
            SELECT 1 FROM event e WHERE e.infusion = r.infusion
               AND e.occurred_at <= e.started_at + interval '48 hours')) AS reacted,
       (SELECT count(*) FROM reached r WHERE r.done AND EXISTS (
            SELECT 1 FROM event e WHERE e.infusion = r.infusion AND e.what = ANY(%(site)s))) AS site,
       (SELECT count(*) FROM event) AS events,
       (SELECT count(*) FROM event WHERE closed_at IS NOT NULL) AS settled,
       (SELECT count(*) FROM due) AS contacts,
       (SELECT count(*) FROM due WHERE done) AS made,
       (SELECT count(*) FROM due WHERE step = ANY(%(later)s)) AS checks,
       (SELECT count(*) FROM due WHERE step = ANY(%(later)s) AND done) AS checked
"""


# A round that was stopped early counts as one in which the cells did not double; one that grows does not count yet.
# A lot with a potency result outside its limit has not reached it, whatever a second test said.
_MADE = """
WITH ended AS (
    SELECT seeded_at, coalesce(doublings >= 1, false) AS grown
      FROM lab_culture WHERE seeded_cells IS NOT NULL AND state <> 'growing'
), tested AS (
    SELECT s.node_id, min(r.reported_at) AS at,
           bool_and(NOT EXISTS (SELECT 1 FROM assays_outofspecification o WHERE o.result_id = r.id)) AS reached
      FROM assays_result r JOIN assays_sample s ON s.id = r.sample_id
     WHERE r.test = 'potency' AND r.struck_at IS NULL AND r.kind NOT IN ('not_done', 'invalid') GROUP BY s.node_id
)
SELECT (SELECT min(seeded_at) FROM ended) AS cultures_since,
       (SELECT count(*) FROM ended) AS cultures,
       (SELECT count(*) FROM ended WHERE grown) AS grown,
       (SELECT min(at) FROM tested) AS lots_since,
       (SELECT count(*) FROM tested) AS lots,
       (SELECT count(*) FROM tested WHERE reached) AS potent
"""


@dataclass(frozen=True)
class FigureNow:
    """One figure as the records give it now."""

    name: str
    numerator: int
    denominator: int
    period_from: date
    period_to: date
    completeness_pct: Decimal | None = None
    under_review: int = 0


def standing_figures(now: datetime) -> list[FigureNow]:
    """Count every figure that the records can give now: of treatments, and of what the laboratory made."""
    return [*treatment_figures(now), *laboratory_figures(now)]


def laboratory_figures(now: datetime) -> list[FigureNow]:
    """Count how our own cultures grew and our own lots did in their potency test (S16); none before the first."""
    found = _counted(_MADE, {})
    figures = []
    if found["cultures"]:
        since = found["cultures_since"].date()
        figures.append(FigureNow("cultures_grown", found["grown"], found["cultures"], since, now.date()))
    if found["lots"]:
        since = found["lots_since"].date()
        figures.append(FigureNow("lots_potent", found["potent"], found["lots"], since, now.date()))
    return figures


def treatment_figures(now: datetime) -> list[FigureNow]:
    """Count every figure that infusions, events and contacts can give; none before the first infusion ended."""
    found = _counted(_COUNT, {"now": now, "two_days": TWO_DAYS, "later": list(LATER), "site": list(SITE)})
    if not found["infusions"]:
        return []
    period = (found["since"].date(), now.date())
    reached = _percent(found["asked"], found["to_ask"])
    later = _percent(found["made"], found["contacts"])
    return [
        FigureNow("infusion_minutes", found["in_time"], found["infusions"], *period),
        FigureNow(
            "serious_events", found["serious"], found["treated"], *period, later, found["open_serious"]
        ),
        FigureNow("reactions_48h", found["reacted"], found["asked"], *period, reached),
        FigureNow("site_reactions", found["site"], found["asked"], *period, reached),
        FigureNow("reactions_settled", found["settled"], found["events"], *period),
        FigureNow("contacts_made", found["made"], found["contacts"], *period),
        FigureNow("outcomes_complete", found["checked"], found["checks"], *period),
    ]


def publish_standing_figures(*, by: Actor, key: str, reason: str = "") -> int:
    """Publish each figure whose counts differ from what the public site says; gives how many. Each is an act."""
    now, simulated = database_now(), is_demonstration()
    shown = {
        each.name: each for each in knowledge.figures_shown(Language.EN)
    }  # before the counting, see ``follows``
    published = 0
    for figure in standing_figures(now):
        last = shown.get(figure.name)
        if last is not None and _numbers(figure) == (
            last.numerator, last.denominator, last.completeness_pct, last.under_review_count,
        ):  # fmt: skip
            continue
        try:
            services.publish_figure(
                **vars(figure),
                simulated=simulated,
                reason=reason,
                follows=last.number if last else 0,
                by=by,
                key=f"{key}:{figure.name}",
            )
        except Refused as refused:
            if {reason.code for reason in refused.reasons} != {"knowledge.figure_overtaken"}:
                raise
            continue  # who overtook this count knew more; the next round counts again
        published += 1
    return published


def _numbers(figure: FigureNow) -> tuple[object, ...]:
    return (figure.numerator, figure.denominator, figure.completeness_pct, figure.under_review)


def _counted(counting: str, of: dict[str, Any]) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(counting, of)
        names = [column.name for column in cursor.description or ()]
        return dict(zip(names, cursor.fetchone() or (), strict=True))


def _percent(part: int, whole: int) -> Decimal | None:
    """The share in per cent to one place, as it is published; nothing due is nothing to reach."""
    return (Decimal(100) * part / whole).quantize(Decimal("0.1")) if whole else None
