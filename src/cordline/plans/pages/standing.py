"""Consents, hard stops, residues of lots, and the numbers of a product: what stands for or against giving."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.sessions import actor_for
from cordline.access.signed_words import readable
from cordline.access.types import Meaning
from cordline.ground.products import Product, Route
from cordline.ground.refusal import Refusal
from cordline.ground.roles import Role
from cordline.people import selectors as people
from cordline.plans import selectors, services
from cordline.plans.limits import stop_words
from cordline.plans.models import HardStop, TreatmentConsent
from cordline.plans.pages.forms import LINE, ReasonForm, ResiduesForm, StopForm, WithdrawForm
from cordline.plans.pages.plan import PHYSICIANS, READERS
from cordline.plans.services.consent import consent_words
from cordline.plans.services.person import stop_content
from cordline.web.acting import perform
from cordline.web.responses import no_store
from cordline.web.sources import sources

_LIFT, _RESIDUES = "plans.lift", "plans.residues"
TEXT_VERSION = "MSC 1, draft"
_WITHDRAWERS = (*PHYSICIANS, Role.NURSE, Role.PATIENT_COORDINATOR, Role.PATIENT)


def _consent(code: str) -> TreatmentConsent:
    row = selectors.consent_row(code)
    if row is None:
        raise Http404
    return row


def person_of_consent(request: HttpRequest, code: str) -> str:
    """Whose consent this is."""
    return _consent(code).person_id


def _stop(code: str) -> HardStop:
    row = selectors.stop_row(code)
    if row is None:
        raise Http404
    return row


def person_of_stop(request: HttpRequest, code: str) -> str:
    """Against whose treatment this hard stop stands."""
    return _stop(code).person_id


@door(*READERS, Role.PATIENT, about=person_of_consent, what="consent")
@require_GET
def consent(request: HttpRequest, code: str) -> HttpResponse:
    """One consent with its signatures."""
    row = _consent(code)
    by = actor_for(request)
    facts = {
        "row": row,
        "banner": people.banner(row.person_id, by),
        "form": WithdrawForm(person=row.person_id, own=by.has(Role.PATIENT))
        if by.has(*_WITHDRAWERS)
        else None,
        "may_sign": by.has(*PHYSICIANS) and row.physician is None and row.withdrawn_at is None,
    }
    return no_store(render(request, "plans/consent.html", facts))


@door(*PHYSICIANS, about=person_of_consent, what="consent")
@require_http_methods(["GET", "POST"])
def countersign(request: HttpRequest, code: str) -> HttpResponse:
    """Sign a consent as the physician who explained it."""
    row = _consent(code)
    reasons = [Refusal("plans.consent_withdrawn", code=code)] if row.withdrawn_at else []
    reasons += [Refusal("plans.consent_signed_already", code=code)] if row.physician else []
    return sign_page(
        request,
        title=f"Consent {code}",
        subject=code,
        content=selectors.consent_content(row),
        meanings=[Meaning.VERIFIED],
        service=lambda by, meaning, proof, key: services.countersign_consent(
            consent=code, by=by, key=key, proof=proof
        ),
        then=reverse("plans:consent", args=[code]),
        reasons=reasons,
        person=row.person_id,
        banner=people.banner(row.person_id, actor_for(request)),
    )


@door(Role.PATIENT, about="code", what="consent")
@require_http_methods(["GET", "POST"])
def give_consent(request: HttpRequest, code: str) -> HttpResponse:
    """A person consents to the treatment, by their own signature."""
    facts: dict[str, Any] = {
        "person": code,
        "product": LINE[0],
        "route": LINE[1],
        "text_version": TEXT_VERSION,
        "language": "en",
        "covers_conditional": False,
    }
    return sign_page(
        request,
        title="Consent to treatment",
        subject=code,
        content=consent_words(**facts),
        meanings=[Meaning.APPROVED],
        service=lambda by, meaning, proof, key: services.give_consent(**facts, by=by, key=key, proof=proof),
        then=lambda entry: reverse("plans:consent", args=[entry.payload["consent"]]),
        person=code,
        banner=people.banner(code, actor_for(request)),
    )


@door(*_WITHDRAWERS, about=person_of_consent, what="consent")
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """End a consent at the person's word."""
    row = _consent(code)
    by = actor_for(request)
    form = WithdrawForm(request.POST, person=row.person_id, own=by.has(Role.PATIENT))
    return perform(
        request,
        form,
        lambda: services.withdraw_consent(
            consent=code, reason=form.cleaned_data["reason"], by=by, key=form.key
        ),
        template="plans/consent.html",
        then=reverse("plans:consent", args=[code]),
        context={"row": row, "banner": people.banner(row.person_id, by)},
        said="The consent is withdrawn; nothing is given on it any more.",
    )


@door(*PHYSICIANS, Role.NURSE, about="code", what="hard stop")
@require_http_methods(["GET", "POST"])
def open_stop(request: HttpRequest, code: str) -> HttpResponse:
    """Place a hard stop against a person's treatment."""
    form = StopForm(request.POST or None, person=code)
    by = actor_for(request)
    facts = {
        "form": form,
        "heading": "Place a hard stop",
        "lede": "It stops preparation and the bedside at once; another physician lifts it.",
        "submit": "Place the hard stop",
        "banner": people.banner(code, by),
    }
    if request.method == "POST":
        return perform(
            request,
            form,
            lambda: services.open_hard_stop(person=code, rule=form.cleaned_data["rule"], by=by, key=form.key),
            template="plans/form.html",
            then=reverse("bedside:chart", args=[code]),
            context=facts,
            said="The hard stop stands.",
        )
    return no_store(render(request, "plans/form.html", facts))


@door(*PHYSICIANS, about=person_of_stop, what="hard stop")
@require_http_methods(["GET", "POST"])
def lift_stop(request: HttpRequest, code: str) -> HttpResponse:
    """Lift a hard stop: first the reason, then the signature of another physician; ``?again`` asks anew."""
    row = _stop(code)
    by = actor_for(request)
    form = ReasonForm(request.POST or None, person=row.person_id)
    chart = reverse("bedside:chart", args=[row.person_id])
    banner = people.banner(row.person_id, by)
    about: dict[str, Any] = {"stop": row, "words": stop_words(row.rule), "back": chart}
    asking = {**about, "form": form, "heading": f"Lift {code}", "submit": "Go on to sign", "banner": banner}
    if request.method == "POST" and "shown" not in request.POST:
        reasons = form.why_not_take() if form.is_valid() else []
        if reasons or form.errors:
            asking |= {"form_errors": list(form.summary()), "refusals": reasons}
            return no_store(render(request, "plans/lift.html", asking, status=422))
        request.session[_LIFT] = {"stop": code, "reason": form.cleaned_data["reason"]}
        return redirect("plans:lift_stop", code=code)
    kept = request.session.get(_LIFT, {})
    if kept.get("stop") != code or "again" in request.GET:
        return no_store(render(request, "plans/lift.html", asking))
    reason = str(kept["reason"])
    return sign_page(
        request,
        title=f"Lift {code}",
        subject=code,
        content=stop_content(row, reason),
        meanings=[Meaning.APPROVED],
        service=lambda by, meaning, proof, key: services.lift_hard_stop(
            stop=code, reason=reason, by=by, key=key, proof=proof
        ),
        then=chart,
        reasons=[Refusal("plans.hard_stop_own")] if row.opened_by == by.code else [],
        person=row.person_id,
        banner=banner,
        context=about,
        template="plans/lift_sign.html",
        said="The hard stop is lifted.",
    )


@door(*READERS, Role.QUALITY, Role.LABORATORY_HEAD)
@require_GET
def numbers(request: HttpRequest) -> HttpResponse:
    """Every version of every product's numbers at this site, with its mark."""
    by = actor_for(request)
    zone = sources.house(request).zone
    shown = [
        {**one, "name": Product(one["product"]).label, "rows": readable(one["numbers"], zone)}
        for one in selectors.numbers_at(by.site)
    ]
    facts = {"numbers": shown, "may_confirm": by.has(*PHYSICIANS)}
    return render(request, "plans/numbers.html", facts)


@door(*PHYSICIANS)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, product: str, route: str, version: int) -> HttpResponse:
    """Confirm a version of a product's numbers as this site's own."""
    if product not in set(Product) or route not in set(Route):
        raise Http404
    by = actor_for(request)
    content = selectors.numbers_content(by.site, Product(product), Route(route), version)
    if content is None:
        raise Http404
    return sign_page(
        request,
        title=f"Numbers of {Product(product).label}, version {version}",
        subject=f"{by.site} {product} {route}",
        content=content,
        meanings=[Meaning.APPROVED],
        service=lambda by, meaning, proof, key: services.confirm_numbers(
            product=Product(product), route=Route(route), version=version, by=by, key=key, proof=proof
        ),
        then=reverse("plans:numbers"),
        said="The numbers are this site's own now.",
    )


@door(Role.QUALITY, Role.LABORATORY_HEAD)
@require_http_methods(["GET", "POST"])
def residues(request: HttpRequest, code: str) -> HttpResponse:
    """State what may remain in a lot: first the list, then the signature."""
    form = ResiduesForm(request.POST or None)
    if (
        request.method == "POST"
        and "shown" not in request.POST
        and form.is_valid()
        and not form.why_not_take()
    ):
        request.session[_RESIDUES] = {"lot": code, "residues": sorted(form.cleaned_data["residues"])}
        return redirect("plans:residues", code=code)
    kept = request.session.get(_RESIDUES, {})
    if kept.get("lot") != code:
        facts = {
            "form": form,
            "heading": f"What may remain in {code}",
            "lede": "Compared with every patient's allergies at the bedside.",
            "submit": "Go on to sign",
        }
        return no_store(render(request, "plans/form.html", facts))
    listed = [str(each) for each in kept["residues"]]
    return sign_page(
        request,
        title=f"Residues of {code}",
        subject=f"{code}/residues",
        content={"lot": code, "residues": listed},
        meanings=[Meaning.VERIFIED],
        service=lambda by, meaning, proof, key: services.state_residues(
            lot=code, residues=listed, by=by, key=key, proof=proof
        ),
        then=reverse("plans:residues", args=[code]),
        said="The statement is signed.",
    )
