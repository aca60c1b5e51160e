"""Sites, their zones and rule sets: listed for all, opened by administrators, rules bound at one's own site."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access import selectors, services
from cordline.access.doors import SIGNED_IN, door
from cordline.access.models import Organisation
from cordline.access.pages.staff import ReasonForm
from cordline.access.sessions import actor_for
from cordline.access.types import SiteKind
from cordline.access.verbs import DAY_CLOSED, ORGANISATION_OPENED, RULE_SET_BOUND, SITE_OPENED
from cordline.ground.products import RuleSet
from cordline.web.acting import perform
from cordline.web.fields import DayField
from cordline.web.forms import ActForm
from cordline.web.responses import no_store
from cordline.web.sources import sources

_WHOSE = {
    RuleSet.FDA: "FDA, United States", RuleSet.EU: "EU, European Union", RuleSet.MY: "MY, Malaysia",
    RuleSet.SITE: "SITE, this site's own policy",
}  # fmt: skip
_CODE = "Short, capitals and hyphens, as {example}. It stands on labels and never changes."


class OrganisationForm(ActForm):
    """A legal body."""

    code = forms.CharField(label="Code", max_length=16, help_text=_CODE.format(example="KLC"))
    name = forms.CharField(label="Name", max_length=120, help_text="As it stands in the register.")
    country = forms.CharField(label="Country", max_length=2, help_text="Two letters, as MY.")


class SiteForm(ActForm):
    """A place where work is done."""

    code = forms.CharField(label="Code", max_length=16, help_text=_CODE.format(example="KL-CLINIC"))
    name = forms.CharField(label="Name", max_length=120)
    organisation = forms.ChoiceField(label="Organisation that runs it")
    kind = forms.ChoiceField(
        label="Kind", choices=[(kind.value, kind.value.capitalize()) for kind in SiteKind]
    )
    zone = forms.CharField(
        label="Time zone", max_length=40, help_text="As Asia/Kuala_Lumpur; days begin and end by it.",
        widget=forms.TextInput({"list": "zones"}),
    )  # fmt: skip
    country = forms.CharField(label="Country", max_length=2, help_text="Two letters, as MY.")
    administrator = forms.CharField(
        label="First administrator", max_length=20, required=False,
        help_text="The badge of who gives the first roles there; empty: you.",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the organisations that are there."""
        super().__init__(*args, **options)
        choices: Any = self.fields["organisation"]
        choices.choices = [
            (row.code, f"{row.code}, {row.name}") for row in Organisation.objects.order_by("code")
        ]


class BindForm(ActForm):
    """A rule set that is to bind this site."""

    rule_set = forms.ChoiceField(label="Rule set")
    effective_from = DayField(label="From the beginning of", required=False, help_text="Empty: from now on.")

    def __init__(self, *args: Any, site: str, **options: Any) -> None:
        """Offer the rule sets that do not bind yet."""
        super().__init__(*args, **options)
        bound = selectors.rule_sets_binding(site)
        choices: Any = self.fields["rule_set"]
        choices.choices = [(one.value, _WHOSE[one]) for one in RuleSet if one.value not in bound]


class ClosedDayForm(ActForm):
    """A day on which this site is closed."""

    day = DayField(label="Day")
    name = forms.CharField(
        label="Name", max_length=80, help_text="As New Year's Day. Visitors do not see it."
    )


@door(SIGNED_IN)
@require_GET
def sites(request: HttpRequest) -> HttpResponse:
    """List the places of this house with the rule sets in force."""
    by = actor_for(request)
    facts = {
        "sites": selectors.sites(),
        "organisations": Organisation.objects.order_by("code"),
        "by": by,
        "may_open": by.has(*SITE_OPENED.who),
        "may_bind": by.has(*RULE_SET_BOUND.who),
        "may_close": by.has(*DAY_CLOSED.who),
        "closed_days": selectors.closed_days(by.site, since=sources.now().date()).items(),
    }
    return no_store(render(request, "access/sites.html", facts))


@door(*ORGANISATION_OPENED.who)
@require_http_methods(["GET", "POST"])
def open_organisation(request: HttpRequest) -> HttpResponse:
    """Open a legal body."""
    form = OrganisationForm(request.POST or None)
    context = {
        "heading": "Open an organisation", "lede": "A legal body that runs sites. It is opened once and never deleted.",
        "submit": "Open it",
    }  # fmt: skip
    return _asked(request, form, context, lambda: services.open_organisation(
        code=form.cleaned_data["code"], name=form.cleaned_data["name"], country=form.cleaned_data["country"],
        by=actor_for(request), key=form.key,
    ), "The organisation is open.")  # fmt: skip


@door(*SITE_OPENED.who)
@require_http_methods(["GET", "POST"])
def open_site(request: HttpRequest) -> HttpResponse:
    """Open a place of an organisation, with its first administrator."""
    form = SiteForm(request.POST or None)
    context = {
        "heading": "Open a site", "submit": "Open it", "zones": sorted(available_timezones()),
        "lede": "A place with records of its own. Its first administrator then gives roles there and binds rule sets.",
    }  # fmt: skip
    told = ("code", "name", "organisation", "zone", "country", "administrator")
    return _asked(request, form, context, lambda: services.open_site(
        **{name: form.cleaned_data[name] for name in told}, kind=SiteKind(form.cleaned_data["kind"]),
        by=actor_for(request), key=form.key,
    ), "The site is open.")  # fmt: skip


@door(*RULE_SET_BOUND.who)
@require_http_methods(["GET", "POST"])
def bind(request: HttpRequest) -> HttpResponse:
    """Bind a rule set to the site you work at."""
    by = actor_for(request)
    form = BindForm(request.POST or None, site=by.site)
    context = {
        "heading": f"Bind a rule set to {by.site}", "submit": "Bind it",
        "lede": "Those that bind must all agree before a donor is eligible. Judgements already made stay.",
    }  # fmt: skip
    return _asked(request, form, context, lambda: services.bind_rule_set(
        site=by.site, rule_set=form.cleaned_data["rule_set"], effective_from=_start(form, by.site), by=by, key=form.key
    ), "The rule set binds this site.")  # fmt: skip


@door(*RULE_SET_BOUND.who)
@require_http_methods(["GET", "POST"])
def end_rule_set(request: HttpRequest, rule_set: str) -> HttpResponse:
    """Say that a rule set binds the site you work at no longer."""
    by = actor_for(request)
    form = ReasonForm(request.POST or None)
    context = {
        "heading": f"End rule set {rule_set[:8]} at {by.site}", "submit": "End the rule set",
        "lede": "From now on donors are judged without it. That it bound until now stays on record.",
    }  # fmt: skip
    return _asked(request, form, context, lambda: services.end_rule_set(
        site=by.site, rule_set=rule_set, reason=form.cleaned_data["reason"], by=by, key=form.key
    ), "The rule set binds this site no longer.")  # fmt: skip


@door(*DAY_CLOSED.who)
@require_http_methods(["GET", "POST"])
def close_day(request: HttpRequest) -> HttpResponse:
    """Enter a day on which the site you work at is closed."""
    by = actor_for(request)
    form = ClosedDayForm(request.POST or None)
    context = {
        "heading": f"Enter a closed day at {by.site}", "submit": "Close this day",
        "lede": "From now on no reply is promised for that day. What was promised before stays promised.",
    }  # fmt: skip
    return _asked(request, form, context, lambda: services.close_day(
        site=by.site, day=form.cleaned_data["day"], name=form.cleaned_data["name"], by=by, key=form.key
    ), "The closed day is entered.")  # fmt: skip


@door(*DAY_CLOSED.who)
@require_http_methods(["GET", "POST"])
def open_day_again(request: HttpRequest, day: str) -> HttpResponse:
    """Enter that the site you work at is open on a day after all."""
    by, when = actor_for(request), _day(day)
    form = ReasonForm(request.POST or None)
    context = {
        "heading": f"Open {by.site} on {when:%-d %b %Y} after all", "submit": "Open this day",
        "lede": "Replies are promised for that day again. That it was entered as closed stays on record.",
    }  # fmt: skip
    return _asked(request, form, context, lambda: services.open_day_again(
        site=by.site, day=when, reason=form.cleaned_data["reason"], by=by, key=form.key
    ), "The day is open again.")  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _start(form: BindForm, site: str) -> datetime | None:
    day = form.cleaned_data["effective_from"]
    place = selectors.site(site)
    return datetime.combine(day, time.min, ZoneInfo(place.zone)) if day and place else None


def _asked(
    request: HttpRequest, form: ActForm, context: dict[str, Any], service: Any, said: str
) -> HttpResponse:
    back = reverse("access:sites")
    context = {**context, "form": form, "back": back}
    if request.method != "POST":
        return no_store(render(request, "access/form.html", context))
    return perform(request, form, service, template="access/form.html", context=context, then=back, said=said)
