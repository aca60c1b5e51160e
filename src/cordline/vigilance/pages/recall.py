"""The recall room: the clock, the balance with its gap named, everyone reached, what to do next (U118-U120)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordline.access.doors import door
from cordline.access.selectors import display_names
from cordline.access.sessions import actor_for
from cordline.ground.roles import Role
from cordline.ledger.services import database_now
from cordline.lineage import selectors as lineage
from cordline.lineage.reaching import PARTS
from cordline.people import selectors as people_of
from cordline.vigilance import letters as drafts
from cordline.vigilance import prints, selectors, services
from cordline.vigilance.drawing import balance_bar
from cordline.vigilance.limits import DRILL_TARGET_MIN
from cordline.vigilance.models import Recall, RecallContact
from cordline.vigilance.pages import READERS, RECALLERS
from cordline.vigilance.types import ContactState, RecallKind
from cordline.vigilance.words import HEADS, PART_WORDS, not_searched
from cordline.web.acting import perform
from cordline.web.exports import export
from cordline.web.forms import ActForm
from cordline.web.lists import Column, Filter, Listing
from cordline.web.responses import attachment, no_store

LETTER_HANDS = (Role.VIGILANCE_OFFICER, Role.MEDICAL_DIRECTOR, Role.PHYSICIAN, Role.NURSE)
_STATES = {"to_check": "todo", "tried": "clock", "reached": "pass", "given_up": "void"}
CONTACTS = [
    Column("column", "List"),
    Column("person", "Person"),
    Column("code", "Through"),
    Column("lot", "Lot"),
    Column("text", "What"),
    Column("at", "When"),
    Column("state", "State", value=lambda row: ContactState(row.state).label),
    Column("note", "Note"),
    Column("checked_at", "Checked at"),
    Column("checked_by", "Checked by"),
]
LISTING = Listing(
    "recalls",
    "recalls and drills",
    columns=[
        Column("code", "Recall", code=True, sort="code"),
        Column("kind", "Kind", value=lambda row: RecallKind(row.kind).label, sort="kind"),
        Column("subject", "From", code=True, sort="subject"),
        Column("reason", "Why"),
        Column("opened_at", "Opened", sort="opened_at"),
        Column("people", "People", number=True),
        Column("waiting", "To reach", number=True),
        Column(
            "state",
            "State",
            state=lambda row: (
                ("stop" if row.kind != "drill" else "info", "Open")
                if row.closed_at is None
                else ("pass", "Closed")
            ),
        ),
    ],
    filters=[
        Filter(
            "kind",
            "Kind",
            lambda rows, text: rows.filter(kind=text),
            [(kind.value, kind.label) for kind in RecallKind],
            kind="choice",
        ),
        Filter("subject", "From", lambda rows, text: rows.filter(subject__icontains=text)),
    ],
    sort="-opened_at",
)


class NewRecall(ActForm):
    """From what, why, and whether it is a drill; neither is chosen on load."""

    code = forms.CharField(
        label="From", max_length=64, help_text="Any code: donor, lot, container, reagent lot, equipment."
    )
    reason = forms.CharField(label="Why", widget=forms.Textarea({"rows": 3}), max_length=500)
    mode = forms.ChoiceField(
        label="What this is",
        widget=forms.RadioSelect,
        choices=[
            ("drill", "A drill: the same search, nothing is held, nothing leaves the house"),
            ("recall", "A recall: everything from here is held at once"),
        ],
    )


class Contact(ActForm):
    """How far one person was reached."""

    state = forms.ChoiceField(label="State", choices=[(one.value, one.label) for one in ContactState])
    note = forms.CharField(label="Note", required=False, max_length=500)


class Close(ActForm):
    """What was found."""

    findings = forms.CharField(label="Findings", widget=forms.Textarea({"rows": 3}), max_length=4000)


@door(*READERS)
@require_GET
def recalls(request: HttpRequest) -> HttpResponseBase:
    """List recalls, drills and look-backs."""
    acts = (
        [{"url": reverse("vigilance:recall_new"), "label": "New recall or drill", "primary": True}]
        if actor_for(request).has(*RECALLERS)
        else []
    )
    context = {
        "heading": "Recalls and drills",
        "lede": "A recall holds everything from one code at once; a drill does the same search and changes nothing.",
        "list_acts": acts,
    }
    return LISTING.answer(request, selectors.recall_rows(), context=context)


@door(*RECALLERS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a recall or a drill."""
    form = NewRecall(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method != "POST":
        return no_store(render(request, "vigilance/recall_new.html", {"form": form}))

    def open_it() -> Any:
        entry, _ = services.recall(
            subject=form.cleaned_data["code"].strip().upper(),
            reason=form.cleaned_data["reason"],
            drill=form.cleaned_data["mode"] == "drill",
            by=actor_for(request),
            key=form.key,
        )
        return entry

    return perform(
        request,
        form,
        open_it,
        template="vigilance/recall_new.html",
        then=lambda entry: reverse("vigilance:recall", args=[entry.subject]),
        said=lambda entry: f"{entry.subject} is open.",
        verb="vigilance.recall.opened",
        subject=str(request.POST.get("code", ""))[:64],
    )


@door(*READERS)
@require_GET
def room(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show one recall room, or everyone it reaches as a file."""
    recall = _recall(code)
    if request.GET.get("export") in ("csv", "xlsx", "json"):
        return export(code, CONTACTS, selectors.contacts(code), request.GET["export"])
    return no_store(render(request, "vigilance/recall.html", _context(request, recall)))


@door(*READERS)
@require_POST
def contact(request: HttpRequest, code: str, contact: int) -> HttpResponse:
    """Write down how far one person was reached."""
    recall = _recall(code)
    form = Contact(request.POST)
    return perform(
        request,
        form,
        lambda: services.check_contact(
            recall=code,
            contact=contact,
            state=form.cleaned_data["state"],
            note=form.cleaned_data["note"],
            by=actor_for(request),
            key=form.key,
        ),
        template="vigilance/recall.html",
        then=f"{reverse('vigilance:recall', args=[code])}#contact-{contact}",
        context=_context(request, recall),
        said="The contact is written down.",
        subject=code,
    )


@door(*RECALLERS)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a recall or drill with its findings."""
    recall = _recall(code)
    form = Close(request.POST or None)
    context = {"recall": recall, "kind": RecallKind(recall.kind), "form": form}
    if request.method != "POST":
        return no_store(render(request, "vigilance/recall_close.html", context))
    return perform(
        request,
        form,
        lambda: services.close_recall(
            recall=code, findings=form.cleaned_data["findings"], by=actor_for(request), key=form.key
        ),
        template="vigilance/recall_close.html",
        then=reverse("vigilance:recall", args=[code]),
        context=context,
        said=f"{code} is closed.",
        subject=code,
    )


@door(*READERS)
@require_GET
def letters(request: HttpRequest, code: str) -> HttpResponse:
    """Show the drafted letters, one for each language, never sent from here."""
    recall = _recall(code)
    treated = [one for one in selectors.contacts(code) if one.column == "treated"]
    may_name = actor_for(request).has(*LETTER_HANDS)
    context = {
        "recall": recall, "kind": RecallKind(recall.kind), "letters": drafts.offered(),
        "treated": treated, "may_name": may_name,
    }  # fmt: skip
    return no_store(render(request, "vigilance/recall_letters.html", context))


@door(*READERS)
@require_GET
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Give a recall as a PDF that is complete on its own: timeline, balance, contacts (U123)."""
    recall, by = _recall(code), actor_for(request)
    made = prints.print_recall(recall, by=display_names([by.code])[by.code], at=database_now())
    return attachment(made, f"{code}-report.pdf", "application/pdf")


def person_of_contact(request: HttpRequest, code: str, contact: int) -> str:
    """Whom one contact of a recall is about."""
    return _contact(code, contact).person


@door(*LETTER_HANDS, about=person_of_contact, what="letter")
@require_GET
def letter(request: HttpRequest, code: str, contact: int) -> HttpResponse:
    """Give the letter to one person in their own language, as far as its words exist, as a PDF to be sent by hand."""
    recall, by, found = _recall(code), actor_for(request), _contact(code, contact)
    languages = people_of.identity(found.person, by=by, what="letter").languages
    name = display_names([by.code])[by.code]
    made = prints.print_letter(recall, found, languages, by=name, at=database_now())
    return attachment(made, f"{code}-{found.person}-letter.pdf", "application/pdf")


def _contact(code: str, contact: int) -> RecallContact:
    found = next((one for one in selectors.contacts(code) if one.id == contact), None)
    if found is None:
        raise Http404(f"There is no contact {contact} of {code}.")
    return found


def _recall(code: str) -> Recall:
    found = selectors.recall(code)
    if found is None:
        raise Http404(f"There is no recall {code}.")
    return found


def _context(request: HttpRequest, recall: Recall) -> Mapping[str, Any]:
    people = selectors.contacts(recall.code)
    kind = RecallKind(recall.kind)
    made = int(recall.balance.get("made", 0))
    end = recall.closed_at or database_now()
    seconds = max(0, int((end - recall.opened_at).total_seconds()))
    reached = sum(not ContactState(one.state).is_open for one in people)
    return {
        "recall": recall,
        "kind": kind,
        "drill": kind is RecallKind.DRILL,
        "clock": f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}",
        "seconds": seconds,
        "target_s": DRILL_TARGET_MIN * 60,
        "target_min": DRILL_TARGET_MIN,
        "parts": [(part, PART_WORDS[part], int(recall.balance.get(part, 0))) for part in PARTS],
        "bar": mark_safe(balance_bar({**recall.balance, "gap": len(recall.unaccounted)}, made)),  # noqa: S308 - numbers
        "made": made,
        "columns": [
            {
                "name": name,
                "head": head,
                "lede": lede,
                "people": [_person(one) for one in people if one.column == name],
                "count": len({one.person for one in people if one.column == name}),
            }
            for name, (head, lede) in HEADS.items()
        ],
        "not_searched": not_searched(recall.not_covered),
        "reached": reached,
        "people": len(people),
        "holds": lineage.holds_by_code(recall.holds),
        "next": next((one.id for one in people if ContactState(one.state).is_open), None),
        "may_write": recall.closed_at is None,
        "may_close": recall.closed_at is None and actor_for(request).has(*RECALLERS),
        "last_seen": selectors.last_seen(recall.unaccounted[:20]),
    }


def _person(row: RecallContact) -> dict[str, Any]:
    state = ContactState(row.state)
    return {
        "row": row,
        "state": _STATES[row.state],
        "word": state.label,
        "form": Contact(initial={"state": row.state, "note": row.note}, prefix=None),
    }
