"""One donor: consent, history, donations, results, and the eligibility of each donation under each rule set."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cordline.access.doors import door
from cordline.access.readings import note_read
from cordline.access.selectors import signatures_on
from cordline.access.sessions import actor_for
from cordline.assays import selectors as assays
from cordline.assays.rules import shown
from cordline.assays.types import DonorTest, Taken, ValueKind
from cordline.donors import selectors
from cordline.donors.models import Donation, Donor, DonorConsent, EligibilityDecision
from cordline.donors.pages.listing import READERS, STATES, state_of
from cordline.donors.reasons import QUESTIONS
from cordline.donors.rules import content_hash
from cordline.donors.screening_rules import SCOPES
from cordline.donors.types import (
    Answer,
    Decision,
    DonorKind,
    Eligibility,
    Finding,
    Question,
    RuleSetVerdict,
    Scope,
)
from cordline.donors.verbs import (
    CONSENT_RECORDED,
    CONSENT_WITHDRAWN,
    DONATION_RECORDED,
    ELIGIBILITY_JUDGED,
    ELIGIBILITY_SIGNED,
    EXAMINATION_RECORDED,
    INTERVIEW_RECORDED,
    NEWS_ASSESSED,
    NEWS_RECORDED,
    RISK_ASSESSED,
)
from cordline.ground.actor import Actor
from cordline.ledger.services import database_now
from cordline.lineage import selectors as lineage
from cordline.people.selectors import why_not_open
from cordline.web.forms import ActForm
from cordline.web.responses import no_store

CONSEQUENCES = {
    "quarantine": "Quarantine: keep apart, clearly marked; nothing is used.",
    "stop": "Stop: nothing may be used, and nothing new derived.",
    "segregate": "Keep physically apart until disposal.",
    "biohazard_label": "Biohazard legend and warning on every label.",
    "notify_donor": "A physician confirms and tells the donor; notify the authority where the law asks.",
    "open_deviation": "A deviation is opened.",
    "recollection_impossible": "The cord cannot be collected again: unless another specimen counts, it cannot be used.",
    "retest_due": "Call the donor for the second specimen.",
    "risk_assessment": "A physician assesses the risk and signs.",
    "note_on_record": "Noted on the accompanying record.",
    "print_result": "The result travels with the product.",
    "match_recipient": "Match to the recipient by policy.",
    "label_autologous_only": "Label: FOR AUTOLOGOUS USE ONLY.",
    "label_not_evaluated": "Label: NOT EVALUATED FOR INFECTIOUS SUBSTANCES.",
    "no_allogeneic_issue": "Never issued to another person.",
    "hold_descendants": "A hold stops everything that descends.",
    "sign": "The responsible person signs.",
}


@door(*READERS)
@require_GET
def donor(request: HttpRequest, code: str) -> HttpResponse:
    """Show one donor with everything that eligibility rests on, and every reason of every verdict."""
    by = actor_for(request)
    row = donor_row(code, by.site)
    note_read(by=by, person=row.person_id, what="donor")
    history = row.interviews.order_by("-taken_at", "-id").first()
    examination = row.examinations.order_by("-done_at", "-id").first()
    donations = list(row.donations.order_by("donated_at", "id"))
    return no_store(render(request, "donors/donor.html", {
        "donor": row, "kind": DonorKind(row.kind).label, "consents": _consents(row),
        "history": _history(history), "examination": _examination(examination),
        "news": list(row.news.order_by("-id")), "donations": [_donation(each, by) for each in donations],
        "results": _results([row.node_id, *(each.node_id for each in donations)]),
        "holds": lineage.holds_on([row.node_id]), "may": _may(by), "form": ActForm(),
        "may_know_name": not why_not_open(row.person_id, by),
    }))  # fmt: skip


def _consents(row: Donor) -> list[tuple[DonorConsent, str]]:
    """A donor's consents, the newest first, each with what it covers in words."""
    return [
        (given, ", ".join(SCOPES[Scope(scope)] for scope in given.scopes))
        for given in row.consents.order_by("-signed_at")
    ]


def donor_row(code: str, site: str) -> Donor:
    """The donor of this site, or no such page."""
    row = selectors.donor(code)
    if row is None or row.site != site:
        raise Http404
    return row


def donation_row(code: str, site: str) -> Donation:
    """The donation of this site, or no such page."""
    row = selectors.donation(code)
    if row is None or row.site != site:
        raise Http404
    return row


@door(*READERS)
@require_GET
def donation(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from a donation's code to its place on the donor's page."""
    row = donation_row(code, actor_for(request).site)
    return HttpResponseRedirect(f"{reverse('donors:donor', args=[row.donor.code])}#{code}")


def _may(by: Actor) -> dict[str, bool]:
    verbs = {
        "consent": CONSENT_RECORDED, "withdraw": CONSENT_WITHDRAWN, "interview": INTERVIEW_RECORDED,
        "examine": EXAMINATION_RECORDED, "donate": DONATION_RECORDED, "judge": ELIGIBILITY_JUDGED,
        "sign": ELIGIBILITY_SIGNED, "news": NEWS_RECORDED, "assess_news": NEWS_ASSESSED, "assess": RISK_ASSESSED,
    }  # fmt: skip
    return {name: by.has(*verb.who) for name, verb in verbs.items()}


def _history(row: Any) -> dict[str, Any] | None:
    if row is None:
        return None
    answers = [(QUESTIONS[Question(name)], Answer(given)) for name, given in row.answers.items()]
    return {
        "row": row, "yes": [words for words, given in answers if given is Answer.YES],
        "open": [words for words, given in answers if given is Answer.UNKNOWN]
        + [QUESTIONS[question] for question in Question if question.value not in row.answers],
        "no": [words for words, given in answers if given is Answer.NO],
    }  # fmt: skip


def _examination(row: Any) -> dict[str, Any] | None:
    return row and {"row": row, "findings": [Finding(each).label for each in row.findings]}


def _results(nodes: list[int]) -> list[dict[str, Any]]:
    lines = []
    for sample in assays.samples_of(nodes):
        for each in sorted(sample.results.all(), key=lambda result: result.id):
            reactive = each.kind == ValueKind.REACTIVE
            lines.append({
                "row": each, "sample": sample, "test": DonorTest(each.test).label, "struck": each.struck_at is not None,
                "shown": shown(assays.result_facts(each)), "reactive": reactive,
                "taken_from": Taken(sample.taken_from).label,
            })  # fmt: skip
    return lines


def _donation(row: Donation, by: Actor) -> dict[str, Any]:
    now = database_now()
    facts, answer = selectors.judgement(row, at=now)
    held = selectors.decision_in_force(row.code)
    adopted = selectors.adopted_versions(row.site)
    return {
        "row": row, "held": held, "answer": answer, "holds": lineage.holds_on([row.node_id]),
        "state": state_of(held.decision, signed=held.signed_at is not None) if held else ("todo", "Not judged yet"),
        "moved_on": held is not None and held.verdicts != answer.as_json() and not _kept(held, answer),
        "verdicts": [_verdict(each, adopted) for each in answer.by_rule_set],
        "signatures": signatures_on(row.code, selectors.sign_eligibility_content(row.code)) if held else [],
        "history": list(row.decisions.order_by("-number")),
        "asks_assessment": any(
            each.refusal.code == "donors.assessment_open" for verdict in answer.by_rule_set for each in verdict.reasons
        ),
        "facts_sha256": content_hash(selectors.facts_json(row)), "known": facts,
        "may_sign": held is not None and held.signed_at is None and by.has(*ELIGIBILITY_SIGNED.who),
    }  # fmt: skip


def _kept(held: EligibilityDecision, answer: Eligibility) -> bool:
    return held.signed_at is not None and Decision(held.decision) is answer.decision is Decision.ELIGIBLE


def _verdict(verdict: RuleSetVerdict, adopted: Mapping[str, str]) -> dict[str, Any]:
    name, word = STATES[verdict.decision]
    return {
        "verdict": verdict, "confirmed": verdict.version in adopted, "state": name, "word": word,
        "reasons": [
            {"reason": each, "state": _weight(each.decision, each.rule), "word": _word(each.decision)}
            for each in verdict.reasons
        ],
        "consequences": [CONSEQUENCES[each] for each in verdict.consequences],
    }  # fmt: skip


def _weight(decision: Decision, rule: str) -> str:
    return {Decision.INELIGIBLE: "stop", Decision.INCOMPLETE: "waiting", Decision.NOT_REQUIRED: "info"}.get(
        decision, "pass" if rule.endswith("-13") else "info"
    )


def _word(decision: Decision) -> str:
    return {
        Decision.INELIGIBLE: "Against", Decision.INCOMPLETE: "Open", Decision.NOT_REQUIRED: "Own cells"
    }.get(decision, "Noted")  # fmt: skip
