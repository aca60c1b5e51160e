"""What is asked of a donor besides tests, under one rule set: consent, interview, examination, site policy, news."""

from collections.abc import Iterator

from cordline.donors.reasons import QUESTIONS, missing, note, reason
from cordline.donors.rulebook import Rule, RuleBook
from cordline.donors.types import (
    Answer,
    AssessmentOutcome,
    Decision,
    Delivery,
    DonationUse,
    DonorFacts,
    Question,
    Reason,
    Scope,
)

SCOPES = {
    Scope.DONATION: "the donation",
    Scope.INFECTION_TESTS: "infection tests",
    Scope.ALLOGENEIC_USE: "use for other people",
    Scope.AUTOLOGOUS_USE: "use for oneself",
    Scope.RESEARCH: "research",
    Scope.CONTACT_LATER: "contact later",
}


def basic_facts(facts: DonorFacts, book: RuleBook) -> Iterator[Reason]:
    """What every row rests on: for whom, what, when."""
    rule = book.one("consent")
    if rule is None:
        return
    for value, name in (
        (facts.use, "whether for others or for the donor alone"),
        (facts.kind, "what was donated"),
        (facts.product, "product"),
        (facts.donated_at, "time of the donation"),
    ):
        if value is None:
            yield missing(rule, name)


def consent(facts: DonorFacts, book: RuleBook) -> Iterator[Reason]:
    """Row 2: signed before the donation, for everything that will be done, and not withdrawn."""
    rule, given = book.one("consent"), facts.consent
    if rule is None:
        return
    if given is None or given.signed_at is None:
        yield reason(rule, "donors.consent_missing")
        return
    if given.withdrawn_at is not None:
        yield reason(rule, "donors.consent_withdrawn")
    if facts.donated_at is not None and given.signed_at > facts.donated_at:
        minutes = -(-int((given.signed_at - facts.donated_at).total_seconds()) // 60)
        yield reason(rule, "donors.consent_after_donation", minutes=minutes)
    wanted = [Scope(name) for name in rule.given["scopes"]]
    if rule.given.get("use_scope") and facts.use is not None:
        own = facts.use is DonationUse.AUTOLOGOUS
        wanted.append(Scope.AUTOLOGOUS_USE if own else Scope.ALLOGENEIC_USE)
    absent = [SCOPES[scope] for scope in wanted if scope not in given.scopes]
    if absent:
        yield reason(rule, "donors.consent_scope_missing", scopes=", ".join(absent))


def interview(facts: DonorFacts, book: RuleBook) -> Iterator[Reason]:
    """Rows 3 and 11: the interview is on record, answers every question of this version, and shows no risk."""
    rule = book.one("interview")
    taken = facts.history is not None and facts.history.taken_at is not None
    if rule is not None and not taken:
        yield reason(rule, "donors.interview_missing")
    answers = facts.history.answers if facts.history else {}
    for rule in book.of_kind("question", "question_asked"):
        question = Question(rule.given["question"])
        answer = answers.get(question)
        if answer is None or answer is Answer.UNKNOWN:
            yield reason(
                rule,
                "donors.question_open",
                decision=Decision.INCOMPLETE,
                row=3,
                consequences=("quarantine",),
                question=QUESTIONS[question],
            )
        elif answer is Answer.YES and rule.kind == "question":
            yield reason(rule, "donors.risk_factor", question=QUESTIONS[question])


def examination(facts: DonorFacts, book: RuleBook) -> Iterator[Reason]:
    """Rows 3 and 11: the donor was examined, and nothing found speaks for an infection."""
    rule = book.one("examination_done")
    if rule is not None and (facts.examination is None or facts.examination.done_at is None):
        yield reason(rule, "donors.examination_missing")
    rule = book.one("examination")
    if rule is not None and facts.examination is not None:
        for finding in facts.examination.findings:
            yield reason(rule, "donors.clinical_evidence", finding=finding)


def site_policy(facts: DonorFacts, book: RuleBook) -> Iterator[Reason]:
    """Row 11 for what a site asks beyond the law: age, weeks of gestation, delivery, a healthy newborn."""
    for rule in book.of_kind("age", "gestation", "delivery", "newborn"):
        yield from _POLICY[rule.kind](facts, rule)


def _age(facts: DonorFacts, rule: Rule) -> Iterator[Reason]:
    if facts.age_years is None:
        yield missing(rule, "age of the donor")
    elif facts.age_years < rule.given["at_least"]:
        yield reason(rule, "donors.too_young", age=facts.age_years, at_least=rule.given["at_least"])


def _gestation(facts: DonorFacts, rule: Rule) -> Iterator[Reason]:
    if facts.gestation_weeks is None:
        yield missing(rule, "weeks of gestation")
    elif facts.gestation_weeks < rule.given["at_least_weeks"]:
        weeks = rule.given["at_least_weeks"]
        yield reason(rule, "donors.born_early", weeks=facts.gestation_weeks, at_least=weeks)


def _delivery(facts: DonorFacts, rule: Rule) -> Iterator[Reason]:
    wanted = Delivery(rule.given["delivery"])
    if facts.delivery is None:
        yield missing(rule, "how the child was born")
    elif facts.delivery is not wanted:
        yield reason(rule, "donors.delivery_not_accepted", found=facts.delivery.value, wanted=wanted.value)


def _newborn(facts: DonorFacts, rule: Rule) -> Iterator[Reason]:
    if facts.infant_healthy is None:
        yield missing(rule, "health of the newborn")
    elif not facts.infant_healthy:
        yield reason(rule, "donors.newborn_not_healthy")


_POLICY = {"age": _age, "gestation": _gestation, "delivery": _delivery, "newborn": _newborn}


def news(facts: DonorFacts, book: RuleBook) -> Iterator[Reason]:
    """Row 14: what was heard after the donation re-opens the decision until somebody has assessed and signed it."""
    rule = book.one("news")
    if rule is None:
        return
    for each in facts.news:
        if each.signed_at is None or each.outcome is None:
            yield reason(rule, "donors.news_open", news=each.code)
        elif each.outcome is AssessmentOutcome.NOT_ACCEPTABLE:
            yield reason(rule, "donors.news_against", decision=Decision.INELIGIBLE, news=each.code)
        else:
            yield note(rule, "donors.news_harmless", news=each.code)


def urgent_need(facts: DonorFacts, book: RuleBook) -> Iterator[Reason]:
    """A claimed urgent need changes nothing here, and says so."""
    rule = book.one("urgent_need")
    if rule is not None and facts.urgent_need:
        yield note(rule, "donors.urgent_need_not_offered")
