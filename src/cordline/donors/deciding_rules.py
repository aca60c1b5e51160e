"""Who may decide about donors and when: pure rules of this room's acts, beside the judgement of eligibility itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cordline.donors import refusals  # noqa: F401 - registers the sentences of the reasons given here
from cordline.donors.types import (
    Answer,
    Decision,
    Delivery,
    DonationKind,
    DonationUse,
    DonorKind,
    Eligibility,
    Finding,
    Question,
    Scope,
)
from cordline.ground.products import Product
from cordline.ground.refusal import Refusal

LONGEST_GROUNDS = 1000
GESTATION_WEEKS = (16, 46)
AGE_YEARS = (12, 60)
WEIGHT_KG = (20, 400)
MOST_INFANTS = 8


@dataclass(frozen=True)
class HeldDecision:
    """The decision in force as signing looks at it."""

    decision: Decision
    judged_by: str
    signed: bool
    verdicts: Mapping[str, Any]


def held_facts(row: Any) -> HeldDecision | None:
    """The decision's row as a fact, or None where nothing has been judged."""
    if row is None:
        return None
    return HeldDecision(Decision(row.decision), row.judged_by, row.signed_at is not None, row.verdicts)


def why_not_ours(code: str, site: str, mine: str) -> list[Refusal]:
    """Give the reason somebody of another site may not act on this."""
    return [] if site == mine else [Refusal("donors.foreign_site", code=code, site=site)]


def why_not_sign(
    *, held: HeldDecision | None, answer: Eligibility, adopted: Mapping[str, str], by: str
) -> list[Refusal]:
    """Give every reason the decision in force may not be signed by this person now."""
    if held is None:
        return [Refusal("donors.not_judged")]
    reasons = []
    if held.signed:
        reasons.append(Refusal("donors.signed_already"))
    if held.decision is Decision.INCOMPLETE:
        reasons.append(Refusal("donors.incomplete_unsigned"))
    if held.judged_by == by:
        reasons.append(Refusal("donors.sign_own"))
    if held.decision is not answer.decision or held.verdicts != answer.as_json():
        reasons.append(Refusal("donors.facts_changed"))
    unconfirmed = [
        verdict.version
        for verdict in answer.by_rule_set
        if verdict.binds and verdict.unverified and verdict.version not in adopted
    ]
    if unconfirmed:
        reasons.append(Refusal("donors.rules_unconfirmed", versions=", ".join(unconfirmed)))
    return reasons


def why_not_moment(given: datetime, now: datetime) -> list[Refusal]:
    """Give the reason a claimed time cannot be taken."""
    if given.tzinfo is None:
        return [Refusal("donors.time_without_zone", given=given.isoformat())]
    return [Refusal("donors.time_ahead", given=given.isoformat())] if given > now else []


def why_not_consent(scopes: Iterable[str], text_version: str, language: str) -> list[Refusal]:
    """Give every reason a consent cannot be recorded: it covers nothing, or the words signed are not named."""
    given, reasons = list(scopes), []
    if not given:
        reasons.append(Refusal("donors.scopes_missing"))
    reasons += [Refusal("donors.scope_unknown", scope=each[:40]) for each in given if each not in set(Scope)]
    if not text_version.strip() or not language.strip():
        reasons.append(Refusal("donors.text_missing"))
    return reasons


def why_not_answers(answers: Mapping[str, str]) -> list[Refusal]:
    """Give every reason an interview cannot be recorded."""
    if not answers:
        return [Refusal("donors.answers_missing")]
    reasons = [Refusal("donors.question_unknown", question=n[:40]) for n in answers if n not in set(Question)]
    wrong = [value for value in answers.values() if value not in set(Answer)]
    return [*reasons, *(Refusal("donors.answer_unknown", answer=str(value)[:40]) for value in wrong)]


def why_not_findings(findings: Iterable[str], weight_kg: Any) -> list[Refusal]:
    """Give every reason an examination cannot be recorded."""
    reasons = [Refusal("donors.finding_unknown", finding=f[:40]) for f in findings if f not in set(Finding)]
    if weight_kg is not None and not WEIGHT_KG[0] <= weight_kg <= WEIGHT_KG[1]:
        reasons.append(Refusal("donors.weight_impossible", weight=weight_kg))
    return reasons


@dataclass(frozen=True)
class NewDonation:
    """A donation as somebody reports it."""

    kind: DonationKind
    use: DonationUse
    product: Product
    donated_at: datetime
    zone: str
    collected_in: str
    ships_to: tuple[str, ...] = ()
    infant_number: int = 1
    gestation_weeks: int | None = None
    delivery: Delivery | None = None
    infant_healthy: bool | None = None
    donor_age_years: int | None = None
    for_person: str = ""


def why_not_donation(
    new: NewDonation, *, donor: DonorKind, others: Iterable[tuple[datetime, int]], now: datetime
) -> list[Refusal]:
    """Give every reason a donation cannot be recorded. ``others``: (time, infant) of the donor's other donations.

    One donation for one infant: the same infant within 24 hours is the same birth recorded twice.
    """
    reasons = why_not_moment(new.donated_at, now)
    if (new.kind is DonationKind.CORD) != (donor is DonorKind.BIRTH_MOTHER):
        reasons.append(Refusal("donors.kind_unfit", kind=new.kind.value, donor=donor.label))
    if (new.use is DonationUse.AUTOLOGOUS) != bool(new.for_person):
        reasons.append(Refusal("donors.person_unfit"))
    if not 1 <= new.infant_number <= MOST_INFANTS:
        reasons.append(Refusal("donors.infant_number", most=MOST_INFANTS))
    if (
        new.gestation_weeks is not None
        and not GESTATION_WEEKS[0] <= new.gestation_weeks <= GESTATION_WEEKS[1]
    ):
        reasons.append(Refusal("donors.gestation_impossible", weeks=new.gestation_weeks))
    if new.donor_age_years is not None and not AGE_YEARS[0] <= new.donor_age_years <= AGE_YEARS[1]:
        reasons.append(Refusal("donors.age_impossible", age=new.donor_age_years))
    for country in (new.collected_in, *new.ships_to):
        if len(country) != 2 or not country.isascii() or not country.isupper():
            reasons.append(Refusal("donors.country_unknown", country=country[:20]))
    if not reasons and any(
        number == new.infant_number and abs(moment - new.donated_at) < timedelta(days=1)
        for moment, number in others
    ):
        reasons.append(Refusal("donors.donation_twice", number=new.infant_number))
    return reasons


def why_not_grounds(grounds: str) -> list[Refusal]:
    """Give the reason an assessment's grounds cannot be taken."""
    if not grounds.strip():
        return [Refusal("donors.grounds_missing")]
    if len(grounds) > LONGEST_GROUNDS:
        return [Refusal("donors.grounds_too_long", most=LONGEST_GROUNDS)]
    return []


def why_not_assess_news(*, assessed: bool, recorded_by: str, by: str) -> list[Refusal]:
    """Give every reason this person may not assess these news."""
    reasons = []
    if assessed:
        reasons.append(Refusal("donors.news_assessed_already"))
    if recorded_by == by:
        reasons.append(Refusal("donors.news_own"))
    return reasons
