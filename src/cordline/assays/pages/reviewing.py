"""The results that wait for a second pair of eyes: each opened, then signed, several in one go (U47)."""

from collections.abc import Collection, Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cordline.access.doors import door
from cordline.access.pages.signing_many import ToSign, sign_many_page
from cordline.access.sessions import actor_for
from cordline.access.signing import Meaning, Proof
from cordline.assays import selectors, services, verbs
from cordline.assays.services.results import label
from cordline.ground.actor import Actor
from cordline.ledger.services import Entry


@door(*sorted(verbs.RESULTS_REVIEWED.who))
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Show the results that wait for review, and take one signature for each that was opened and chosen."""
    by = actor_for(request)
    listed = []
    for row in selectors.results_to_review(by.site, but_not=by.code):
        content = selectors.review_result_content(row.code)
        if content is not None:
            listed.append(ToSign(row.code, f"{label(row.test)}, sample {row.sample.code}", content))

    def sign(actor: Actor, proofs: Mapping[str, Proof], opened: Collection[str], key: str) -> Entry:
        return services.review_results(proofs=proofs, opened=opened, by=actor, key=key)

    return sign_many_page(
        request,
        title="Review results",
        listed=listed,
        meaning=Meaning.REVIEWED,
        service=sign,
        then=reverse("assays:review"),
        said=lambda entry: f"{entry.payload['count']} results are reviewed, each with its own signature.",
    )
