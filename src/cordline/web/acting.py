"""From a posted form to one act: the one way in which pages call services, and how each answer is shown.

A page parses, calls one service and renders; a page that decides is a bug. Invalid words go back beside their boxes
(422), a refusal goes back with all its reasons (422, or 409 where the state moved on), success redirects with a
message. What was typed is kept among the attempts, even when nothing came of it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

from cordline.ground.refusal import Refusal, Refused
from cordline.web.forms import ActForm
from cordline.web.sources import sources

CONFLICTS = frozenset({"web.stale", "web.other_patient", "ledger.key_reused", "ledger.promised_meanwhile"})
Shown = Sequence[tuple[str, object, object]]


def perform(
    request: HttpRequest,
    form: ActForm,
    service: Callable[[], Any],
    *,
    template: str,
    then: str | Callable[[Any], str],
    context: Mapping[str, Any] | None = None,
    said: str | Callable[[Any], str] = "It is recorded.",
    verb: str = "",
    subject: str = "",
    versions: Callable[[], Shown] | None = None,
) -> HttpResponse:
    """Let one form ask for one act and answer the person.

    ``service`` is called without arguments once the form is valid, and should pass ``form.key`` as the act's key.
    ``then`` is where to go, ``said`` the message; both may be functions of the entry. ``versions`` gives, for a
    conflict, rows of (field, what you sent, what is there now).
    """
    facts = {**(context or {}), "form": form}
    if not form.is_valid():
        _keep(request, form, verb=verb, subject=subject)
        return render(request, template, {**facts, "form_errors": list(form.summary())}, status=422)
    reasons = form.why_not_take()
    if reasons:
        _keep(request, form, verb=verb, subject=subject, reasons=reasons)
        return _refused(request, form, template, facts, reasons, versions)
    try:
        entry = service()
    except Refused as refused:
        return _refused(request, form, template, facts, refused.reasons, versions)
    receipt = str(getattr(entry, "receipt", ""))[:12]
    message = said(entry) if callable(said) else said
    messages.success(request, f"{message} Receipt {receipt}." if receipt else message)
    address = then(entry) if callable(then) else then
    return gone_to(request, address)


def gone_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send the person on after an act; a page that sent the form by itself is told where to go."""
    if getattr(request, "htmx", None):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address, status=303)


def refused(
    request: HttpRequest, template: str, reasons: Sequence[Refusal], context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Show a refusal that no form brought: every reason, and that nothing was changed."""
    status = 409 if any(reason.code in CONFLICTS for reason in reasons) else 422
    return render(request, template, {**(context or {}), "refusals": list(reasons)}, status=status)


def _refused(
    request: HttpRequest,
    form: ActForm,
    template: str,
    facts: Mapping[str, Any],
    reasons: Sequence[Refusal],
    versions: Callable[[], Shown] | None,
) -> HttpResponse:
    conflict = any(reason.code in CONFLICTS for reason in reasons)
    shown = list(versions()) if conflict and versions else []
    form.carry()
    return render(
        request,
        template,
        {**facts, "refusals": list(reasons), "versions": shown},
        status=409 if conflict else 422,
    )


def _keep(
    request: HttpRequest, form: ActForm, *, verb: str, subject: str, reasons: Sequence[Refusal] = ()
) -> None:
    viewer = sources.viewer(request)
    if viewer is not None:
        sources.record_attempt(
            by=viewer.actor, verb=verb or request.resolver_match.view_name if request.resolver_match else verb,
            key=form.key, raw=form.raw, subject=subject, reasons=reasons,
        )  # fmt: skip
