"""Deviations: the list, opening one, its page with investigation and class, its closing by signature, its print."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.selectors import display_names
from cordline.access.sessions import actor_for
from cordline.access.signing import Meaning, Proof, signatures_on
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.ledger.services import Entry, database_now
from cordline.ledger.services.acting import why_not_role
from cordline.quality import prints, rules, selectors, services, verbs
from cordline.quality.limits import LONGEST_TITLE, LONGEST_WORDS
from cordline.quality.models import Deviation
from cordline.quality.pages import INVESTIGATORS, OPENERS, READERS
from cordline.quality.types import DeviationFacts, DeviationState, Severity
from cordline.web.acting import perform
from cordline.web.forms import ActForm, ChoiceRows, CodeField, DayField
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import attachment, no_store

SEVERITIES = {Severity.CRITICAL: "stop", Severity.MAJOR: "warn", Severity.MINOR: "info"}
_SEVERITY_CHOICES = [(severity.value, severity.label) for severity in Severity]


def _words(
    label: str, hint: str = "", *, required: bool = False, most: int = LONGEST_WORDS
) -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most, widget=widget)


class OpenForm(ActForm):
    """What deviated, how bad it is, and what was done at once."""

    subject = CodeField(label="On (scan or type the code)")
    severity = forms.ChoiceField(label="Class", choices=_SEVERITY_CHOICES, widget=ChoiceRows)
    title = forms.CharField(
        label="What deviated, in one line",
        max_length=LONGEST_TITLE,
        help_text="No names of people: codes are enough.",
    )
    what_happened = _words("What happened")
    immediate_action = _words("What was done at once", required=True)


class InvestigateForm(ActForm):
    """What was found, why it happened, and what will be done about it."""

    investigation = _words("Investigation", required=True)
    cause = _words("Cause")
    corrective_action = _words("Corrective action")
    corrective_owner = forms.CharField(label="Its owner (staff code)", required=False, max_length=64)
    corrective_due_on = DayField(label="Its due date", required=False)


class GradeForm(ActForm):
    """Another class, with the reason."""

    severity = forms.ChoiceField(label="Class", choices=_SEVERITY_CHOICES, widget=ChoiceRows)
    reason = _words("Reason", required=True, most=500)


class ConcludeForm(ActForm):
    """What the deviation means for what it touches."""

    conclusion = _words("Conclusion: what it means for what it touches", required=True)


def _severity(row: Deviation) -> tuple[str, str]:
    severity = Severity(row.severity)
    return SEVERITIES[severity], severity.label


def _state(row: Deviation) -> tuple[str, str]:
    return ("waiting", "Open") if row.state == DeviationState.OPEN else ("pass", "Closed")


DEVIATIONS = Listing(
    "deviations",
    "deviations",
    columns=[
        Column("code", "Deviation", code=True, sort="code"),
        Column(
            "severity",
            "Class",
            state=lambda row: (SEVERITIES[Severity(row.severity)], Severity(row.severity).label),
        ),
        Column("state", "State", state=_state),
        Column("title", "What deviated, in one line"),
        Column("subject", "On", code=True),
        Column("opened_at", "Opened", sort="opened_at"),
        Column("opened_by", "By", show=False),
        Column(
            "corrective_due_on",
            "Corrective action due",
            sort="corrective_due_on",
            value=lambda row: row.corrective_due_on or "None set",
        ),
    ],
    filters=[
        Filter(
            "state",
            "State",
            apply=lambda rows, value: rows.filter(state=value),
            choices=[(state.value, state.label) for state in DeviationState],
        ),
        Filter(
            "severity",
            "Class",
            apply=lambda rows, value: rows.filter(severity=value),
            choices=_SEVERITY_CHOICES,
        ),
        Filter("on", "On (code)", apply=lambda rows, value: rows.filter(units__contains=[value.upper()])),
        Filter("words", "Words", apply=lambda rows, value: rows.filter(title__icontains=value)),
    ],
)


@door(*READERS)
@require_GET
def deviations(request: HttpRequest) -> HttpResponseBase:
    """List deviations: open ones first, the gravest on top."""
    by = actor_for(request)
    acts = (
        [{"label": "Open a deviation", "url": reverse("quality:open"), "primary": True}]
        if by.has(*OPENERS)
        else []
    )
    return DEVIATIONS.answer(
        request,
        selectors.all_deviations(),
        context={
            "heading": "Deviations",
            "lede": "Open ones first, the gravest on top. An open critical one blocks the release of what it touches.",
            "list_acts": acts,
        },
    )


@door(*OPENERS)
@require_http_methods(["GET", "POST"])
def open_(request: HttpRequest) -> HttpResponse:
    """Open a deviation; the subject may come with the address."""
    by = actor_for(request)
    form = OpenForm(request.POST or None, initial={"subject": request.GET.get("subject", "")[:24]})
    if request.method == "POST":
        return no_store(
            perform(
                request,
                form,
                lambda: services.open_deviation(
                    severity=Severity(form.cleaned_data["severity"]),
                    subject=str(form.cleaned_data["subject"]),
                    title=form.cleaned_data["title"],
                    what_happened=form.cleaned_data["what_happened"],
                    immediate_action=form.cleaned_data["immediate_action"],
                    by=by,
                    key=form.key,
                ),
                template="quality/open.html",
                then=lambda entry: reverse("quality:deviation", args=[entry.payload["deviation"]]),
                said="The deviation is open.",
                verb="quality.deviation.opened",
            )
        )
    return no_store(render(request, "quality/open.html", {"form": form}))


@door(*READERS)
@require_GET
def deviation(request: HttpRequest, code: str) -> HttpResponse:
    """Show one deviation and what may be done about it."""
    return no_store(render(request, "quality/deviation.html", _context(_found(code), actor_for(request))))


@door(*INVESTIGATORS)
@require_POST
def investigate(request: HttpRequest, code: str) -> HttpResponse:
    """Write down the investigation."""
    found, by = _found(code), actor_for(request)
    form = InvestigateForm(request.POST, seen=found.version)
    return no_store(
        perform(
            request,
            form,
            lambda: services.investigate_deviation(
                deviation=code,
                by=by,
                key=form.key,
                **{name: form.cleaned_data[name] for name in form.fields if not name.startswith("form_")},
            ),
            template="quality/deviation.html",
            context=_context(found, by) | {"investigate_form": form},
            then=reverse("quality:deviation", args=[code]),
            said="The investigation is recorded.",
            subject=code,
        )
    )


@door(Role.QUALITY)
@require_POST
def grade(request: HttpRequest, code: str) -> HttpResponse:
    """Put a deviation into another class."""
    found, by = _found(code), actor_for(request)
    form = GradeForm(request.POST, seen=found.version)
    return no_store(
        perform(
            request,
            form,
            lambda: services.grade_deviation(
                deviation=code,
                severity=Severity(form.cleaned_data["severity"]),
                reason=form.cleaned_data["reason"],
                by=by,
                key=form.key,
            ),
            template="quality/deviation.html",
            context=_context(found, by) | {"grade_form": form},
            then=reverse("quality:deviation", args=[code]),
            said="The class is changed.",
            subject=code,
        )
    )


@door(Role.QUALITY)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a deviation: first the conclusion, then the signature over all that stands there."""
    found, by = _found(code), actor_for(request)
    conclusion = request.GET.get("conclusion", "").strip()
    if not conclusion:
        return no_store(
            render(
                request,
                "quality/conclude.html",
                {"found": found, "form": ConcludeForm(), "reasons": _against(found, by)},
            )
        )

    def sign(actor: Actor, meaning: Meaning, proof: Proof, key: str) -> Entry:
        return services.close_deviation(deviation=code, conclusion=conclusion, proof=proof, by=actor, key=key)

    return sign_page(
        request,
        title=f"Close deviation {code}",
        subject=code,
        content=selectors.close_content(code, conclusion),
        meanings=[Meaning.APPROVED],
        service=sign,
        then=reverse("quality:deviation", args=[code]),
        reasons=_against(found, by, conclusion),
        said=f"{code} is closed.",
    )


@door(*READERS)
@require_GET
def deviation_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Give a deviation as a PDF that is complete on its own."""
    found, by = _found(code), actor_for(request)
    name = display_names([by.code]).get(by.code, by.code)
    made = prints.print_deviation(found, by=name, at=database_now())
    return attachment(made, f"{code}.pdf", "application/pdf")


def _against(found: DeviationFacts, by: Actor, conclusion: str = "to be given") -> list[Any]:
    return [
        *why_not_role(verbs.DEVIATION_CLOSED, by),
        *rules.why_not_close(found, conclusion=conclusion, by=by.code, site=by.site),
    ]


def _context(found: DeviationFacts, by: Actor) -> dict[str, Any]:
    reasons = _against(found, by)
    here = found.open and found.site == by.site
    return {
        "found": found,
        "severity": SEVERITIES[found.severity],
        "may_investigate": here and by.has(*INVESTIGATORS),
        "may_grade": here and by.has(Role.QUALITY),
        "may_close": not reasons,
        "close_reasons": reasons if found.open else [],
        "signatures": signatures_on(found.code),
        "investigate_form": InvestigateForm(
            seen=found.version,
            initial={
                "investigation": found.investigation,
                "cause": found.cause,
                "corrective_action": found.corrective_action,
                "corrective_owner": found.corrective_owner,
                "corrective_due_on": found.corrective_due_on,
            },
        ),
        "grade_form": GradeForm(seen=found.version, initial={"severity": found.severity.value}),
    }


def _found(code: str) -> DeviationFacts:
    found = selectors.deviation(code)
    if found is None:
        raise Http404
    return found
