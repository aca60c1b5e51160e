"""Staff and their roles: enrol, give, take, disable, hand over a set-up link."""

import secrets
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access import selectors, services
from cordline.access.company import linked_at
from cordline.access.doors import SIGNED_IN, door
from cordline.access.limits import INSPECTOR_DAYS, VIEWING
from cordline.access.links import set_up_link
from cordline.access.models import Grant, Member, Staff
from cordline.access.rules import OWN_RECORD
from cordline.access.sessions import actor_for, look_away, look_on, own_actor, viewing
from cordline.ground.actor import Actor
from cordline.ground.roles import Role
from cordline.ledger.services import Entry, database_now
from cordline.web.acting import perform
from cordline.web.fields import DayField
from cordline.web.forms import ActForm
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import no_store

_LAST = timedelta(hours=23, minutes=59)


def _roles_now(row: Member) -> str:
    now = database_now()
    held = [
        f"{Role(grant.role).label} ({grant.site.code})"
        for grant in row.grants.all()
        if grant.revoked_at is None and (grant.valid_until is None or grant.valid_until > now)
    ]
    return ", ".join(sorted(held)) or "None"


STAFF = Listing(
    "staff",
    "members of staff",
    columns=[
        Column("code", "Badge", sort="code", url=lambda row: reverse("access:member", args=[row.code])),
        Column("display_name", "Name", sort="display_name"),
        Column("roles", "Roles", value=lambda row: _roles_now(row)),
        Column("state", "State", state=lambda row: ("stop", "Disabled") if row.disabled_at else ("pass", "Active")),
        Column("joined_at", "Joined", sort="joined_at"),
    ],
    filters=[
        Filter("name", "Name", lambda rows, text: rows.filter(display_name__icontains=text)),
        Filter(
            "role", "Role now", lambda rows, text: rows.filter(grants__role=text, grants__revoked_at=None).distinct(),
            choices=[(role.value, role.label) for role in Role],
        ),
    ],
    sort="code",
)  # fmt: skip


class EnrolForm(ActForm):
    """A new member: the name colleagues see and sign with, and the account's user name."""

    display_name = forms.CharField(
        label="Full name", max_length=120, help_text="As it stands beside signatures."
    )
    username = forms.CharField(
        label="User name", max_length=60, help_text="Never given to anybody else later."
    )


class GrantForm(ActForm):
    """A role at this site, for good or until a day."""

    role = forms.ChoiceField(
        label="Role",
        choices=[
            ("", "Choose a role"),
            *((role.value, role.label) for role in Role if role is not Role.VISITOR),
        ],
    )
    until = DayField(
        label="Until the end of", required=False, help_text="Leave empty for no end. Inspectors need one."
    )
    scope = forms.CharField(
        label="Scope", required=False, max_length=400,
        help_text=f"For an inspector: what they came to look at, for at most {INSPECTOR_DAYS} days.",
    )  # fmt: skip


class ReasonForm(ActForm):
    """A reason, asked for whenever something is taken away."""

    reason = forms.CharField(label="Reason", max_length=400, widget=forms.Textarea({"rows": 2}))


@door(Role.ADMINISTRATOR)
@require_GET
def staff(request: HttpRequest) -> HttpResponseBase:
    """List everybody who ever had a badge."""
    rows = Member.objects.prefetch_related("grants__site")
    acts = [
        {"label": "Enrol from a file", "url": reverse("interop:people")},
        {"label": "Enrol somebody", "url": reverse("access:enrol"), "primary": True},
    ]
    context = {
        "heading": "Staff and roles",
        "lede": "Everybody who ever had a badge. Nobody is deleted; who leaves is disabled.",
        "list_acts": acts,
    }
    return STAFF.answer(request, rows, context=context)


@door(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Enrol somebody: a badge and an account without password and without role."""
    by = actor_for(request)
    form = EnrolForm(request.POST or None)
    if request.method == "POST":
        return perform(
            request,
            form,
            lambda: services.enrol_member(
                display_name=form.cleaned_data["display_name"], username=form.cleaned_data["username"], by=by,
                key=form.key,
            ),
            template="access/form.html",
            context=_enrol_context(),
            then=lambda entry: reverse("access:member", args=[entry.subject]),
            said=lambda entry: f"{entry.subject} is enrolled.",
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**_enrol_context(), "form": form}))


def _enrol_context() -> dict[str, str]:
    return {
        "heading": "Enrol somebody",
        "lede": "Check who they are first: a badge stands for one person for ever.",
        "submit": "Enrol",
        "back": reverse("access:staff"),
    }


@door(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, code: str) -> HttpResponse:
    """One member: roles held and held before, and the forms to give and to disable."""
    row = Member.objects.select_related("account").filter(code=code).first()
    if row is None:
        raise Http404
    by = actor_for(request)
    grant_form = GrantForm(request.POST if request.POST.get("what") == "grant" else None)
    reason_form = ReasonForm(
        request.POST if request.POST.get("what") == "disable" else None, prefix="disable"
    )
    view_form = ReasonForm(request.POST if request.POST.get("what") == "view" else None, prefix="view")
    facts = {
        "row": row, "by": by, "view_form": view_form, "may_view": _may_view(row, by),
        "viewing_minutes": int(VIEWING.total_seconds() // 60), "grants": selectors.grants_of(code),
        "grant_form": grant_form,
        "reason_form": reason_form, "now": database_now(), "linked": linked_at(row.account),
    }  # fmt: skip
    here = reverse("access:member", args=[code])
    what = request.POST.get("what")
    if what == "grant":
        return perform(
            request, grant_form, lambda: _grant(request, code, grant_form), template="access/member.html", then=here,
            context=facts, said=lambda entry: f"{code} holds the role {entry.payload['role']} now.", subject=code,
        )  # fmt: skip
    if what == "disable":
        return perform(
            request, reason_form,
            lambda: services.disable_member(
                member=code, reason=reason_form.cleaned_data["reason"], by=by, key=reason_form.key
            ),
            template="access/member.html", then=here, context=facts, said=f"{code} is disabled.", subject=code,
        )  # fmt: skip
    if what == "view":
        return perform(
            request, view_form,
            lambda: services.begin_viewing(
                member=code, reason=view_form.cleaned_data["reason"], by=by, key=view_form.key
            ),
            template="access/member.html", context=facts, subject=code, said=f"You look on as {code}.",
            then=lambda entry: _look_on(request, entry),
        )  # fmt: skip
    if what == "unlink":
        form = ActForm(request.POST)
        return perform(
            request, form, lambda: services.unlink_company_account(member=code, by=by, key=form.key),
            template="access/member.html", then=here, context=facts, said="The link is taken away.", subject=code,
        )  # fmt: skip
    if what == "link":
        facts["link"] = _set_up_link(request, row)
    return no_store(render(request, "access/member.html", facts))


def _may_view(row: Member, by: Actor) -> bool:
    roles = selectors.roles_at(row.code, by.site)
    return bool(roles) and row.code != by.code and not roles & OWN_RECORD


def _look_on(request: HttpRequest, entry: Entry) -> str:
    look_on(request, member=entry.subject, site=entry.site, until=str(entry.payload["until"]))
    return reverse("desk:home")


@door(SIGNED_IN)
@require_POST
def stop_viewing(request: HttpRequest) -> HttpResponse:
    """Be oneself again."""
    begun = viewing(request)
    if begun is None or not actor_for(request).viewing_as:
        return HttpResponseRedirect(reverse("desk:home"), status=303)
    key = request.POST.get("form_key") or secrets.token_urlsafe(12)
    services.end_viewing(member=begun.member, by=own_actor(request), key=key[:100])
    look_away(request)
    messages.success(request, f"You no longer look on as {begun.member}.")
    return HttpResponseRedirect(reverse("access:member", args=[begun.member]), status=303)


def _grant(request: HttpRequest, code: str, form: GrantForm) -> object:
    by = actor_for(request)
    day = form.cleaned_data["until"]
    site = selectors.site(by.site)
    zone = ZoneInfo(site.zone if site else "UTC")
    until = datetime(day.year, day.month, day.day, tzinfo=zone) + _LAST if day else None
    return services.grant_role(
        member=code, role=Role(form.cleaned_data["role"]), site=by.site, valid_until=until,
        scope=form.cleaned_data["scope"], by=by, key=form.key,
    )  # fmt: skip


def _set_up_link(request: HttpRequest, row: Member) -> str:
    """Record that a link was handed out, and make it. Devices stay, so the link alone cannot sign (R-15)."""
    by = actor_for(request)
    services.invite_member(member=row.code, by=by, key=request.POST.get("form_key", "")[:100])
    return set_up_link(Staff.objects.get(code=row.code))


@door(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, grant: int) -> HttpResponse:
    """Take one role away, with a reason."""
    row = Grant.objects.select_related("member", "site").filter(pk=grant).first()
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    back = reverse("access:member", args=[row.member.code])
    context = {
        "heading": f"Take the role {Role(row.role).label} from {row.member.code}",
        "lede": f"At {row.site.code}. It ends at once; what was done under it stays.",
        "submit": "Take the role away",
        "back": back,
    }
    if request.method == "POST":
        return perform(
            request, form,
            lambda: services.revoke_role(
                grant=grant, reason=form.cleaned_data["reason"], by=actor_for(request), key=form.key
            ),
            template="access/form.html", context=context, then=back, said="The role is taken away.",
            subject=row.member.code,
        )  # fmt: skip
    return no_store(render(request, "access/form.html", {**context, "form": form}))
