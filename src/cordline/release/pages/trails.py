"""The audit trail of one lot, read and signed before its release (R-20), and the review as paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cordline.access.doors import door
from cordline.access.pages.signing import sign_page
from cordline.access.selectors import display_names
from cordline.access.sessions import actor_for, note_opened, opened_codes
from cordline.access.signing import Meaning, Proof
from cordline.ground.actor import Actor
from cordline.ground.products import Use
from cordline.ground.refusal import Refusal
from cordline.ledger import selectors as ledger
from cordline.ledger.services import Entry, database_now
from cordline.ledger.services.acting import why_not_role
from cordline.release import prints, rules, selectors, services, trail, verbs
from cordline.release.pages import READERS, SIGNERS
from cordline.web.responses import attachment


@door(*SIGNERS)
@require_http_methods(["GET", "POST"])
def audit_trail(request: HttpRequest, code: str, use: str) -> HttpResponse:
    """Show every entry on the lot in sentences, and take the signature of who read them."""
    by = actor_for(request)
    row = selectors.row_of(code, Use(use)) if use in set(Use) else None
    facts = selectors.facts_of(code, Use(use)) if row is not None else None
    if row is None or facts is None:
        raise Http404
    people = selectors.signing_facts(row, facts, rules.judge_release(facts, now=database_now()), by.code)
    parts, part = _opened_part(request, code)
    unread = [one.number for one in parts if one.name not in opened_codes(request)]
    rows = list(trail.entries_in(code, part)) if part else []
    names = display_names({entry.actor for entry in rows})
    seen = facts.audit_review.up_to if facts.audit_review else 0

    def sign(actor: Actor, meaning: Meaning, proof: Proof, key: str) -> Entry:
        return services.review_trail(lot=code, use=Use(use), proof=proof, by=actor, key=key)

    return sign_page(
        request,
        title=f"Audit trail of {code}",
        subject=trail.subject(code),
        content=trail.content(code),
        meanings=[Meaning.REVIEWED],
        service=sign,
        then=reverse("release:review", args=[code, use]),
        reasons=[
            *why_not_role(verbs.TRAIL_REVIEWED, by),
            *rules.why_not_review_trail(people, signer=by.code, site=by.site),
            *([Refusal("release.trail_part_unread", parts=", ".join(map(str, unread)))] if unread else []),
        ],
        template="release/trail.html",
        context={
            "lot": code,
            "use": use,
            "entries": [
                {
                    "at": entry.recorded_at,
                    "who": names.get(entry.actor, entry.actor),
                    "text": ledger.told(entry),
                    "reason": entry.reason,
                    "new": entry.id > seen,
                    "late": entry.occurred_at,
                }
                for entry in rows
            ],
            "part": part,
            "parts": [(one, one.number not in unread) for one in parts],
        },
        said="The audit trail is reviewed.",
    )


def _opened_part(request: HttpRequest, lot: str) -> tuple[list[trail.Part], trail.Part | None]:
    """The parts of the trail, and the one that is opened now; its opening is remembered (U47)."""
    parts = trail.parts(lot)
    if not parts:
        return [], None
    asked = request.GET.get("part", "")
    number = min(max(int(asked), 1), len(parts)) if asked.isdecimal() and len(asked) < 8 else 1
    part = parts[number - 1]
    if request.method == "GET":
        note_opened(request, part.name)
    return parts, part


@door(*READERS)
@require_GET
def printed(request: HttpRequest, code: str, use: str) -> HttpResponse:
    """Give a review as a PDF that is complete on its own (U123)."""
    row = selectors.row_of(code, Use(use)) if use in set(Use) else None
    if row is None:
        raise Http404
    by = actor_for(request)
    name = display_names([by.code]).get(by.code, by.code)
    made = prints.print_review(row, by=name, at=database_now())
    return attachment(made, f"{code}-{use}-release-review.pdf", "application/pdf")
