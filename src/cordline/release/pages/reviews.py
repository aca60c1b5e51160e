"""What waits for release, one review with its exceptions first, and the decisions taken from it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.selectors import display_names
from cordline.access.sessions import actor_for
from cordline.access.signing import Meaning, Proof, signatures_on
from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.ledger.services import Entry, database_now
from cordline.release import certificates, rules, selectors, services
from cordline.release.models import Disposition
from cordline.release.pages import OPENERS, READERS, SIGNERS, shown
from cordline.release.types import Move, ReleaseFacts, Review, State
from cordline.web.acting import perform
from cordline.web.forms import ActForm, ChoiceRows
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import no_store

_URGENT = Case(
    When(state=State.FIRST_SIGNED, then=Value(0)),
    When(state=State.SUSPENDED, then=Value(1)),
    When(state=State.IN_REVIEW, then=Value(2)),
    When(state=State.CONDITIONAL, then=Value(3)),
    default=Value(4),
    output_field=IntegerField(),
)


def _address(row: Disposition) -> str:
    return reverse("release:review", args=[row.lot, row.use])


RELEASES = Listing(
    "releases",
    "releases",
    columns=[
        Column("lot", "Lot", url=_address, sort="lot"),
        Column("use", "Use", value=lambda row: shown.use_word(Use(row.use)), sort="use"),
        Column("state", "State", state=lambda row: (shown.STATES[State(row.state)], State(row.state).label)),
        Column("waits", "Waits for", value=shown.waits_for),
        Column("since", "Since", sort="since"),
        Column("verifier", "First signer", value=lambda row: row.verifier or row.first_signer, show=False),
        Column("reason", "Reason", show=False),
    ],
    filters=[
        Filter(
            "state",
            "State",
            apply=lambda rows, value: rows.filter(state=value),
            choices=[(state.value, state.label) for state in State if state is not State.NONE],
        ),
        Filter("lot", "Lot", apply=lambda rows, value: rows.filter(lot__icontains=value)),
        Filter("use", "Use", apply=lambda rows, value: rows.filter(use=value), choices=shown.uses()),
    ],
)


class DecideForm(ActForm):
    """One of the decisions a review offers, with its reason where one is needed."""

    decision = forms.ChoiceField(label="Decision and meaning", widget=ChoiceRows)
    reason = forms.CharField(
        label="Reason, or the plan of a conditional release",
        required=False,
        max_length=rules.LONGEST_REASON,
        widget=forms.Textarea({"rows": 3}),
        help_text="Needed for everything but a full release.",
    )

    def __init__(self, *args: Any, offers: list[shown.Choice], **options: Any) -> None:
        """Offer what may be decided now; a locked decision is shown beside the form with its reasons."""
        super().__init__(*args, **options)
        choices: Any = self.fields["decision"]
        choices.choices = [
            (offer.move.value, f"{offer.move.label} ({offer.needs})") for offer in offers if offer.allowed
        ]


class ReadForm(ActForm):
    """Says that one exception was opened and read."""

    exception = forms.CharField(widget=forms.HiddenInput, max_length=200)


class OpenForm(ActForm):
    """Puts a lot under review for one use."""

    use = forms.ChoiceField(label="For which use", choices=shown.uses, widget=ChoiceRows)


@door(*READERS)
@require_GET
def releases(request: HttpRequest) -> HttpResponseBase:
    """List what waits for a signature, the second before the first, the longest waiting on top."""
    rows = Disposition.objects.order_by(_URGENT, "since")
    return RELEASES.answer(
        request,
        rows,
        context={"heading": "Releases", "lede": "Second signatures first, then the longest waiting."},
    )


@door(*READERS)
@require_http_methods(["GET", "POST"])
def lot(request: HttpRequest, code: str) -> HttpResponse:
    """Show where a lot stands for each use, and open a review for another one."""
    by = actor_for(request)
    facts = selectors.facts_of(code, Use.PATIENT)
    if facts is None:
        raise Http404
    form = OpenForm(request.POST or None)
    context = {
        "lot": code,
        "facts": facts,
        "described": shown.described(facts),
        "uses": [
            {
                "use": found.use.value,
                "word": shown.use_word(found.use),
                "found": found,
                "state": shown.STATES[found.state],
            }
            for found in selectors.uses_of(code)
        ],
        "certificates": certificates.certificates_of(code),
        "may_open": by.has(*OPENERS),
        "form": form,
    }
    if request.method == "POST":
        return no_store(
            perform(
                request,
                form,
                lambda: services.open_review(
                    lot=code, use=Use(form.cleaned_data["use"]), by=by, key=form.key
                ),
                template="release/lot.html",
                context=context,
                then=lambda entry: reverse("release:review", args=[code, entry.payload["use"]]),
                said="The review is open.",
                subject=code,
            )
        )
    return no_store(render(request, "release/lot.html", context))


@door(*READERS)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, code: str, use: str) -> HttpResponse:
    """Show one review: exceptions first and opened, then the criteria, then equal choices."""
    by = actor_for(request)
    row, facts, judged = _found(code, use)
    people = selectors.signing_facts(row, facts, judged, by.code)
    offers = shown.choices(row, judged, people, by)
    form = DecideForm(request.POST or None, offers=offers)
    context = _context(row, facts, judged, by, offers) | {"form": form, "people": people}
    if request.method == "POST":
        if form.is_valid() and Move(form.cleaned_data["decision"]) in {Move.HOLD, Move.SUSPEND}:
            return no_store(_unsigned(request, form, row, by, context))
        if form.is_valid() and not form.why_not_take():
            return HttpResponseRedirect(_sign_address(row, form), status=303)
        return no_store(
            perform(
                request,
                form,
                lambda: None,
                template="release/review.html",
                then="",
                context=context,
                subject=code,
            )
        )
    return no_store(render(request, "release/review.html", context))


def _sign_address(row: Disposition, form: DecideForm) -> str:
    place = reverse("release:sign", args=[row.lot, row.use, form.cleaned_data["decision"]])
    reason = form.cleaned_data["reason"].strip()
    return f"{place}?{urlencode({'reason': reason})}" if reason else place


def _unsigned(
    request: HttpRequest, form: DecideForm, row: Disposition, by: Actor, context: dict[str, Any]
) -> HttpResponse:
    """A hold or a suspension takes effect at once; its signature is asked when it is lifted."""
    service = services.hold_lot if form.cleaned_data["decision"] == Move.HOLD else services.suspend_lot
    return perform(
        request,
        form,
        lambda: service(
            lot=row.lot, use=Use(row.use), reason=form.cleaned_data["reason"], by=by, key=form.key
        ),
        template="release/review.html",
        context=context,
        then=_address(row),
        said=lambda entry: f"{row.lot} is {'held' if service is services.hold_lot else 'suspended'}.",
        subject=row.lot,
    )


@door(*READERS)
@require_GET
def state(request: HttpRequest, code: str, use: str) -> HttpResponse:
    """Answer each second where a lot stands now, so that nobody signs beside a page that was overtaken (U116)."""
    row = selectors.row_of(code, Use(use)) if use in set(Use) else None
    if row is None:
        raise Http404
    seen = request.GET.get("seen", "")[:64]
    facts = {
        "row": row,
        "state": shown.STATES[State(row.state)],
        "state_word": State(row.state).label,
        "seen": seen,
        "moved_on": seen != shown.moment(row),
    }
    return no_store(render(request, "release/parts/state.html", facts))


@door(*SIGNERS)
@require_POST
def read(request: HttpRequest, code: str, use: str) -> HttpResponse:
    """Record that this person opened and read one exception."""
    by, form = actor_for(request), ReadForm(request.POST)
    row, facts, judged = _found(code, use)
    offers = shown.choices(row, judged, selectors.signing_facts(row, facts, judged, by.code), by)
    context = _context(row, facts, judged, by, offers)
    return no_store(
        perform(
            request,
            form,
            lambda: services.read_exception(
                lot=code, use=Use(use), exception=form.cleaned_data["exception"], by=by, key=form.key
            ),
            template="release/review.html",
            context={**context, "people": selectors.signing_facts(row, facts, judged, by.code)},
            then=_address(row),
            said="Read.",
            subject=code,
        )
    )


_SIGNED: dict[Move, tuple[Meaning, Callable[..., Entry]]] = {
    Move.VERIFY: (Meaning.VERIFIED, services.verify_review),
    Move.RELEASE: (Meaning.RELEASED, services.release_lot),
    Move.RELEASE_CONDITIONALLY: (Meaning.RELEASED, services.release_lot_conditionally),
    Move.REJECT: (Meaning.REJECTED, services.reject_lot),
    Move.WITHDRAW: (Meaning.REJECTED, services.withdraw_lot),
}
_WORDS = {Move.RELEASE_CONDITIONALLY: "plan", Move.REJECT: "reason", Move.WITHDRAW: "reason"}


@door(*SIGNERS)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, code: str, use: str, move: str) -> HttpResponse:
    """Sign one decision over exactly what is shown."""
    by = actor_for(request)
    row, facts, judged = _found(code, use)
    if move not in set(_SIGNED):
        raise Http404
    chosen, reason = Move(move), request.GET.get("reason", "").strip()
    meaning, service = _SIGNED[chosen]
    words = {_WORDS[chosen]: reason} if chosen in _WORDS else {}
    people = selectors.signing_facts(row, facts, judged, by.code)

    def do(actor: Actor, chosen_meaning: Meaning, proof: Proof, key: str) -> Entry:
        return service(lot=code, use=Use(use), proof=proof, by=actor, key=key, **words)

    return sign_page(
        request,
        title=f"{chosen.label} {code} for {shown.use_word(Use(use)).lower()}",
        subject=selectors.signature_subject(code, Use(use)),
        content=selectors.content_for(facts, judged, move=chosen, reason=reason),
        meanings=[meaning],
        service=do,
        then=_address(row),
        reasons=shown.why_not(judged, people, chosen, by, reason),
        said=f"{code}: {chosen.label.lower()} signed.",
    )


def _found(code: str, use: str) -> tuple[Disposition, ReleaseFacts, Review]:
    if use not in set(Use):
        raise Http404
    row, facts = selectors.row_of(code, Use(use)), selectors.facts_of(code, Use(use))
    if row is None or facts is None:
        raise Http404
    return row, facts, rules.judge_release(facts, now=database_now())


def _context(
    row: Disposition, facts: ReleaseFacts, judged: Review, by: Actor, offers: list[shown.Choice]
) -> dict[str, Any]:
    people = selectors.signing_facts(row, facts, judged, by.code)
    use = Use(row.use)
    content = selectors.content_of(facts, judged)
    rows = shown.exceptions(judged, selectors.readings_of(row, by.code))
    for exception in rows:
        exception["form"] = ReadForm(initial={"exception": exception["key"]})
    names = display_names(shown.signers(people, []))
    return {
        "row": row,
        "seen": shown.moment(row),
        "facts": facts,
        "review": judged,
        "use_word": shown.use_word(use),
        "described": shown.described(facts),
        "state": shown.STATES[State(row.state)],
        "state_word": State(row.state).label,
        "tiles": shown.tiles(judged, people, row),
        "exceptions": rows,
        "lines": shown.lines(judged),
        "offers": offers,
        "locked": [offer for offer in offers if not offer.allowed],
        "open_offers": [offer for offer in offers if offer.allowed],
        "signatures": signatures_on(selectors.signature_subject(row.lot, use), content),
        "who_may_sign": shown.who_may_sign(people, names),
        "audit_review": facts.audit_review,
        "certificates": [c for c in certificates.certificates_of(row.lot) if c.use is use],
        "history": shown.history(row),
        "may_read": by.has(*SIGNERS),
    }
