"""What is on record of donors and donations, read for rules, other rooms, pages and signatures."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cordline.access import selectors as access
from cordline.assays import selectors as assays
from cordline.assays.types import DonorTest, Reactivity
from cordline.donors import rulebook
from cordline.donors.facts_file import facts_as_json
from cordline.donors.models import (
    Donation,
    Donor,
    DonorConsent,
    EligibilityDecision,
    News,
    RuleSetAdoption,
)
from cordline.donors.rulebook import RuleBook
from cordline.donors.rules import judge_eligibility
from cordline.donors.types import (
    Answer,
    AssessmentFacts,
    AssessmentOf,
    AssessmentOutcome,
    ConsentFacts,
    Decision,
    Delivery,
    DonationKind,
    DonationUse,
    DonorFacts,
    Eligibility,
    EligibilityFacts,
    ExaminationFacts,
    Finding,
    HistoryFacts,
    InfusionFacts,
    KitFacts,
    LaboratoryFacts,
    NewsFacts,
    Question,
    Scope,
    ScreeningFacts,
    SpecimenFacts,
    SpecimenFrom,
)
from cordline.ground.products import Product, RuleSet
from cordline.ground.refusal import Refusal

_READINGS = {kind.value: kind for kind in Reactivity}


def donation(code: str, *, lock: bool = False) -> Donation | None:
    """Find one donation by its code, with its donor; ``lock`` keeps others from judging it meanwhile."""
    rows = Donation.objects.select_related("donor", "node").filter(code=code)
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def donations_of(donor: str) -> list[str]:
    """The codes of a donor's donations, oldest first."""
    rows = Donation.objects.filter(donor__code=donor)
    return list(rows.order_by("donated_at", "id").values_list("code", flat=True))


def donations_touched_by(node_codes: Iterable[str]) -> list[str]:
    """The donations that a fact about these donors or donations (by code) may re-grade."""
    codes = list(node_codes)
    rows = Donation.objects.filter(code__in=codes) | Donation.objects.filter(donor__code__in=codes)
    return list(rows.order_by("id").values_list("code", flat=True))


def donor_facts(row: Donation) -> DonorFacts:
    """Everything on record that the rules of eligibility look at for one donation."""
    zone = ZoneInfo(row.zone)
    donor = row.donor
    examination = donor.examinations.order_by("-done_at", "-id").first()
    weighed = donor.examinations.filter(weight_kg__isnull=False).order_by("-done_at", "-id").first()
    history = donor.interviews.order_by("-taken_at", "-id").first()
    return DonorFacts(
        id=row.code,
        product=Product(row.product),
        kind=DonationKind(row.kind),
        use=DonationUse(row.use),
        donated_at=row.donated_at.astimezone(zone),
        collected_in=row.collected_in,
        ships_to=frozenset(row.ships_to),
        age_years=row.donor_age_years,
        weight_kg=weighed.weight_kg if weighed else None,
        gestation_weeks=row.gestation_weeks,
        delivery=Delivery(row.delivery) if row.delivery else None,
        infant_healthy=row.infant_healthy,
        consent=_consent(row, zone),
        history=HistoryFacts(
            history.taken_at.astimezone(zone),
            {Question(name): Answer(answer) for name, answer in history.answers.items()},
        )
        if history
        else None,
        examination=ExaminationFacts(
            examination.done_at.astimezone(zone),
            tuple(Finding(each).label for each in examination.findings),
        )
        if examination
        else None,
        specimens=tuple(_specimen(each) for each in assays.samples_of([donor.node_id, row.node_id])),
        assessments=tuple(
            AssessmentFacts(
                AssessmentOf(each.of), AssessmentOutcome(each.outcome), each.assessed_at.astimezone(zone)
            )
            for each in row.assessments.order_by("id")
        ),
        news=tuple(_news(each, zone) for each in donor.news.order_by("id")),
    )


def _consent(row: Donation, zone: ZoneInfo) -> ConsentFacts | None:
    """The consent the donation rests on: the latest signed before it, else the latest there is."""
    consents = list(DonorConsent.objects.filter(donor_id=row.donor_id).order_by("signed_at", "id"))
    before = [each for each in consents if each.signed_at <= row.donated_at]
    if not consents:
        return None
    given = (before or consents)[-1]
    return ConsentFacts(
        signed_at=given.signed_at.astimezone(zone),
        scopes=frozenset(Scope(each) for each in given.scopes),
        withdrawn_at=given.withdrawn_at.astimezone(zone) if given.withdrawn_at else None,
    )


def _news(row: News, zone: ZoneInfo) -> NewsFacts:
    return NewsFacts(
        code=row.code,
        heard_at=row.heard_at.astimezone(zone),
        outcome=AssessmentOutcome(row.outcome) if row.outcome else None,
        signed_at=row.assessed_at.astimezone(zone) if row.assessed_at else None,
    )


def _specimen(row: Any) -> SpecimenFacts:
    zone = ZoneInfo(row.zone)
    asked = (row.blood_loss, row.blood_ml_48h, row.colloid_ml_48h, row.crystalloid_ml_1h)
    return SpecimenFacts(
        code=row.code,
        source=SpecimenFrom(row.taken_from),
        taken_at=row.taken_at.astimezone(zone),
        infusions=None if all(each is None for each in asked) else InfusionFacts(*asked),
        tests=tuple(
            ScreeningFacts(
                test=DonorTest(each.test),
                result=_READINGS[each.kind],
                kit=_kit(each.method),
                laboratory=_laboratory(each.laboratory),
                reported_at=each.reported_at.astimezone(zone),
                struck=each.struck_at is not None,
                code=each.code,
            )
            for each in sorted(row.results.all(), key=lambda result: result.id)
        ),
    )


def _kit(row: Any) -> KitFacts | None:
    if row is None:
        return None
    under = frozenset(RuleSet(each) for each in row.donor_screening_under)
    return KitFacts(row.name, under, row.validated_for_diluted_plasma)


def _laboratory(row: Any) -> LaboratoryFacts | None:
    if row is None:
        return None
    under = frozenset(RuleSet(each) for each in row.accredited_under)
    return LaboratoryFacts(row.name, under, row.accredited_until)


def why_not_zone(zone: str) -> list[Refusal]:
    """Give the reason a time zone's name cannot be taken."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return [Refusal("donors.zone_unknown", zone=zone[:40])]
    return []


def rule_books(site: str) -> list[RuleBook]:
    """The rule sets a site judges by: the versions it has adopted, and the shipped ones it has not taken yet."""
    adopted = [
        rulebook.read_rule_book(row.content, rulebook.shipped())
        for row in RuleSetAdoption.objects.filter(site=site).order_by("id")
    ]
    taken = {book.rule_set for book in adopted}
    return [*adopted, *(book for book in rulebook.shipped() if book.rule_set not in taken)]


def adopted_versions(site: str) -> dict[str, str]:
    """The versions a site has taken by signature, with the hash of what was signed."""
    rows = RuleSetAdoption.objects.filter(site=site)
    return dict(rows.values_list("version", "content_sha256"))


def binding_rule_sets(site: str, *, at: datetime) -> tuple[RuleSet, ...]:
    """The rule sets a site has named as binding on it."""
    bound = access.rule_sets_binding(site, at=at)
    return tuple(rule_set for rule_set in RuleSet if rule_set.value in bound)


def judgement(row: Donation, *, at: datetime) -> tuple[DonorFacts, Eligibility]:
    """Judge one donation now on what is on record, changing nothing."""
    facts = donor_facts(row)
    on = at.astimezone(ZoneInfo(row.zone)).date()
    binding = binding_rule_sets(row.site, at=at)
    books = rulebook.in_force(rule_books(row.site), on)
    shown = {name: book for name, book in books.items() if name is not RuleSet.SITE or name in binding}
    return facts, judge_eligibility(facts, shown, binding=binding, on=on)


def decision_in_force(donation_code: str) -> EligibilityDecision | None:
    """The decision that stands for a donation, signed or not."""
    rows = EligibilityDecision.objects.filter(donation__code=donation_code, superseded_at__isnull=True)
    return rows.select_related("donation__donor").first()


def eligibility(donation_code: str) -> EligibilityFacts | None:
    """Where one donation stands, for release and bedside; None when nothing bears the code."""
    return eligibilities([donation_code]).get(donation_code)


def eligibilities(donation_codes: Iterable[str]) -> dict[str, EligibilityFacts]:
    """Where several donations stand, in two queries; a donation not judged yet is incomplete."""
    rows = list(Donation.objects.filter(code__in=list(donation_codes)).select_related("donor"))
    standing = {
        each.donation_id: each
        for each in EligibilityDecision.objects.filter(
            donation_id__in=[row.id for row in rows], superseded_at__isnull=True
        )
    }
    return {row.code: _standing(row, standing.get(row.id)) for row in rows}


def _standing(row: Donation, decision: EligibilityDecision | None) -> EligibilityFacts:
    for_person = row.for_person_id
    if decision is None:
        return EligibilityFacts(
            row.code, row.donor.code, row.site, Decision.INCOMPLETE, signed=False, for_person=for_person
        )
    return EligibilityFacts(
        donation=row.code,
        donor=row.donor.code,
        site=row.site,
        decision=Decision(decision.decision),
        signed=decision.signed_at is not None,
        for_person=for_person,
        number=decision.number,
        judged_at=decision.judged_at,
        signed_at=decision.signed_at,
        signed_by=decision.signed_by,
        versions=tuple(
            verdicts[rule_set]["version"]
            for rule_set in RuleSet
            if rule_set in (verdicts := decision.verdicts["by_rule_set"])
        ),
    )


def sign_eligibility_content(donation_code: str) -> dict[str, Any]:
    """What the responsible person is shown and signs: the decision, the facts' hash, every verdict with its reasons."""
    row = decision_in_force(donation_code)
    if row is None:
        return {}
    return {
        "donation": donation_code,
        "donor": row.donation.donor.code,
        "number": row.number,
        "decision": row.decision,
        "facts_sha256": row.facts_sha256,
        "binding": row.binding,
        "verdicts": row.verdicts,
        "judged_by": row.judged_by,
        "judged_at": row.judged_at.isoformat(),
    }


def assess_risk_content(donation_code: str, of: str, outcome: str, grounds: str) -> dict[str, Any]:
    """What a physician signs with a risk assessment."""
    return {"donation": donation_code, "of": of, "outcome": outcome, "grounds": grounds.strip()}


def assess_news_content(news_code: str, outcome: str) -> dict[str, Any]:
    """What is signed with the assessment of news: what was heard, and what it means."""
    row = News.objects.select_related("donor").get(code=news_code)
    return {
        "news": news_code,
        "donor": row.donor.code,
        "kind": row.kind,
        "heard_from": row.heard_from,
        "heard_at": row.heard_at.isoformat(),
        "outcome": outcome,
    }


def adopt_rules_content(content: dict[str, Any]) -> dict[str, Any]:
    """What is signed with the taking of a rule set: every row of it, the unverified ones named."""
    book = rulebook.read_rule_book(content, rulebook.shipped())
    return {
        "rule_set": book.rule_set.value,
        "version": book.version,
        "title": book.title,
        "content": content,
        "unverified": [rule.id for rule in book.rules if rule.mark == "unverified"],
    }


def donors_at(site: str) -> list[Donor]:
    """The donors of a site, newest first, with what their pages list."""
    rows = Donor.objects.filter(site=site).prefetch_related("donations__decisions", "consents")
    return list(rows.order_by("-id"))


def donor(code: str) -> Donor | None:
    """Find one donor by code."""
    return Donor.objects.filter(code=code).select_related("node", "person").first()


def facts_json(row: Donation) -> dict[str, Any]:
    """The facts of a donation as a file would hold them, for the page that shows them."""
    return facts_as_json(donor_facts(row))
