"""Deciding: have a donation judged, sign the decision, assess a risk or news, take a rule set for the site."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.sessions import actor_for
from cordline.access.types import Meaning
from cordline.donors import deciding_rules, rule_set_file, rulebook, selectors, services
from cordline.donors.models import News, RuleSetAdoption
from cordline.donors.pages.listing import READERS
from cordline.donors.pages.record import donation_row
from cordline.donors.rules import content_hash
from cordline.donors.types import AssessmentOf, AssessmentOutcome
from cordline.donors.verbs import (
    ELIGIBILITY_JUDGED,
    ELIGIBILITY_SIGNED,
    NEWS_ASSESSED,
    RISK_ASSESSED,
    RULES_ADOPTED,
)
from cordline.ground.refusal import Refusal
from cordline.ledger.judging import why_not
from cordline.ledger.services import database_now
from cordline.web.acting import perform, refused
from cordline.web.forms import ActForm
from cordline.web.responses import no_store

_DRAFT = "donors.rules.draft"
_OUTCOMES = [("acceptable", "Acceptable"), ("not_acceptable", "Not acceptable")]


@door(*ELIGIBILITY_JUDGED.who)
@require_POST
def judge(request: HttpRequest, code: str) -> HttpResponse:
    """Have a donation judged on what is on record."""
    by = actor_for(request)
    row = donation_row(code, by.site)
    form = ActForm(request.POST)
    back = reverse("donors:donor", args=[row.donor.code])
    return perform(
        request, form, lambda: services.judge_donation(donation=code, by=by, key=form.key),
        template="access/form.html", context={"heading": f"Judge {code}", "submit": "Judge", "back": back},
        then=f"{back}#{code}", said=lambda entry: f"{code} is judged: {entry.payload['decision']}.", subject=code,
    )  # fmt: skip


@door(*ELIGIBILITY_SIGNED.who)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """Show the decision whole, with every reason, and take the responsible person's signature."""
    by = actor_for(request)
    row = donation_row(code, by.site)
    back = f"{reverse('donors:donor', args=[row.donor.code])}#{code}"
    return sign_page(
        request,
        title=f"Eligibility of {code}",
        subject=code,
        content=selectors.sign_eligibility_content(code),
        meanings=[Meaning.APPROVED],
        reasons=why_not("sign-eligibility", code, by=by).refusals,
        then=back,
        said=lambda entry: f"You signed: {code} is {entry.payload['decision']}.",
        service=lambda by, meaning, proof, key: services.sign_eligibility(
            donation=code, proof=proof, by=by, key=key
        ),
    )


class AssessmentForm(ActForm):
    """What is assessed, and what the physician concludes."""

    of = forms.ChoiceField(
        label="Risk",
        choices=[
            ("", "Choose"),
            ("anti_hbc", "Total anti-HBc reactive alone"),
            ("syphilis", "Syphilis, treponemal"),
        ],
    )
    outcome = forms.ChoiceField(label="Conclusion", choices=[("", "Choose"), *_OUTCOMES])
    grounds = forms.CharField(
        label="Grounds", max_length=deciding_rules.LONGEST_GROUNDS, widget=forms.Textarea({"rows": 3}),
        help_text="What speaks for it and against it. No name, no birth date.",
    )  # fmt: skip


@door(*RISK_ASSESSED.who)
@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, code: str) -> HttpResponse:
    """Write a risk assessment; the next page shows it and takes the signature."""
    row = donation_row(code, actor_for(request).site)
    form = AssessmentForm(request.POST or None)
    context = {
        "heading": f"Risk assessment of {code}", "submit": "Go on to sign", "form": form,
        "back": reverse("donors:donor", args=[row.donor.code]),
        "lede": "A rule set leaves this to a signed assessment; until then the decision is incomplete.",
    }  # fmt: skip
    if request.method != "POST":
        return no_store(render(request, "access/form.html", context))
    if not form.is_valid():
        context["form_errors"] = list(form.summary())
        return no_store(render(request, "access/form.html", context, status=422))
    # Kept with the session, not in the address: an assessment has no place in a log.
    request.session[f"donors.assessment.{code}"] = {
        name: form.cleaned_data[name] for name in ("of", "outcome", "grounds")
    }
    return HttpResponseRedirect(reverse("donors:assess_sign", args=[code]), status=303)


@door(*RISK_ASSESSED.who)
@require_http_methods(["GET", "POST"])
def assess_sign(request: HttpRequest, code: str) -> HttpResponse:
    """Show the assessment and take the signature."""
    row = donation_row(code, actor_for(request).site)
    given: dict[str, str] = request.session.get(f"donors.assessment.{code}", {})
    if not given:
        return HttpResponseRedirect(reverse("donors:assess", args=[code]), status=303)
    return sign_page(
        request,
        title=f"Risk assessment of {code}",
        subject=code,
        content=selectors.assess_risk_content(code, given["of"], given["outcome"], given["grounds"]),
        meanings=[Meaning.REVIEWED],
        then=f"{reverse('donors:donor', args=[row.donor.code])}#{code}",
        said="The assessment is signed, and the donation judged again.",
        service=lambda by, meaning, proof, key: services.assess_risk(
            donation=code, of=AssessmentOf(given["of"]), outcome=AssessmentOutcome(given["outcome"]),
            grounds=given["grounds"], proof=proof, by=by, key=key,
        ),
    )  # fmt: skip


@door(*NEWS_ASSESSED.who)
@require_http_methods(["GET", "POST"])
def assess_news(request: HttpRequest, code: str, outcome: str) -> HttpResponse:
    """Show the news with the conclusion chosen, and take the signature."""
    by = actor_for(request)
    row = News.objects.select_related("donor").filter(code=code, site=by.site).first()
    if row is None or outcome not in set(AssessmentOutcome):
        raise Http404
    reasons = deciding_rules.why_not_assess_news(
        assessed=row.assessed_at is not None, recorded_by=row.recorded_by, by=by.code
    )
    return sign_page(
        request,
        title=f"Assessment of news {code}",
        subject=code,
        content=selectors.assess_news_content(code, outcome),
        meanings=[Meaning.REVIEWED],
        reasons=reasons,
        then=reverse("donors:donor", args=[row.donor.code]),
        said="The assessment is signed. The hold stays until quality lifts it.",
        service=lambda by, meaning, proof, key: services.assess_news(
            news=code, outcome=AssessmentOutcome(outcome), proof=proof, by=by, key=key
        ),
    )


@door(*READERS)
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """List every version of every rule set, which bind the site, and which it has adopted."""
    by = actor_for(request)
    now = database_now()
    adopted = set(selectors.adopted_versions(by.site))
    in_force = rulebook.in_force(selectors.rule_books(by.site), now.date())
    binding = selectors.binding_rule_sets(by.site, at=now)
    known = {book.version: book for book in [*rulebook.shipped(), *selectors.rule_books(by.site)]}
    return no_store(render(request, "donors/rules.html", {
        "books": [
            {
                "book": book, "adopted": book.version in adopted,
                "in_force": in_force.get(book.rule_set) is not None
                and in_force[book.rule_set].version == book.version,
                "binds": book.rule_set in binding, "unverified": sum(r.mark == "unverified" for r in book.rules),
                "rows": sorted(book.rules, key=lambda rule: rule.row),
            }
            for book in known.values()
        ],
        "may_adopt": by.has(*RULES_ADOPTED.who), "binding": binding,
    }))  # fmt: skip


@door(*RULES_ADOPTED.who)
@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, version: str) -> HttpResponse:
    """Show one version whole, and take the signature that confirms its unverified rows for the site."""
    try:
        content = rulebook.shipped_content(version)
    except KeyError:
        raise Http404 from None
    return _adoption(request, content)


def _adoption(request: HttpRequest, content: dict[str, Any]) -> HttpResponse:
    by = actor_for(request)
    version = str(content["version"])
    taken = RuleSetAdoption.objects.filter(site=by.site, version=version).exists()
    return sign_page(
        request,
        title=f"Adopt the rules {version}",
        subject=version,
        content=selectors.adopt_rules_content(content),
        meanings=[Meaning.APPROVED],
        reasons=[Refusal("donors.rules_adopted_already")] if taken else [],
        then=reverse("donors:rules"),
        said=f"{version} is adopted for {by.site}.",
        service=lambda by, meaning, proof, key: _adopt(content, proof, by, key),
    )


class RuleFileForm(ActForm):
    """A file with one version of a rule set."""

    file = forms.FileField(
        label="File", help_text="JSON, as cordline schema rule-set describes it; 1 MB at most."
    )

    @property
    def raw(self) -> str:
        """The file itself is kept when it is taken, not when it is tried."""
        return ""


@door(*RULES_ADOPTED.who)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file with a version of a rule set: every fault by its place, or on to the page that shows it whole."""
    form = RuleFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method != "POST":
        return no_store(render(request, "donors/upload.html", context))
    if not form.is_valid():
        context["form_errors"] = list(form.summary())
        return no_store(render(request, "donors/upload.html", context, status=422))
    content, faults = rule_set_file.read(form.cleaned_data["file"].read(rule_set_file.LARGEST_BYTES + 1))
    if faults:
        return refused(request, "donors/upload.html", faults, context)
    number = content_hash(content)
    # Kept with the session until it is signed: a version that nobody took leaves nothing behind.
    request.session[_DRAFT] = {"number": number, "content": content}
    return HttpResponseRedirect(reverse("donors:adopt_file", args=[number]), status=303)


@door(*RULES_ADOPTED.who)
@require_http_methods(["GET", "POST"])
def adopt_file(request: HttpRequest, number: str) -> HttpResponse:
    """Show the version of a file whole, and take the signature that makes it the site's."""
    draft: dict[str, Any] = request.session.get(_DRAFT, {})
    if draft.get("number") != number:
        return HttpResponseRedirect(reverse("donors:upload"), status=303)
    return _adoption(request, draft["content"])


def _adopt(content: dict[str, Any], proof: Any, by: Any, key: str) -> Any:
    return services.adopt_rule_set(content=content, proof=proof, by=by, key=key)
