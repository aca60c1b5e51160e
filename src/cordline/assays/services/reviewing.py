"""Results reviewed by a second person: several in one act, each opened, each with a signature of its own (U47)."""

from collections.abc import Collection, Mapping

from cordline.access.rules import why_not_sign_many
from cordline.access.signing import Meaning, Proof, sign_within
from cordline.assays import selectors, verbs
from cordline.assays.models import Result
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act


def review_results(*, proofs: Mapping[str, Proof], opened: Collection[str], by: Actor, key: str) -> Entry:
    """Sign results that were opened and read, each with its own proof; all of them or none.

    ``proofs`` names each result with its proof, ``opened`` those that were opened on the page.
    Refuses: access.not_opened, assays.nothing_chosen, assays.result_unknown, assays.foreign_site,
    assays.result_struck, assays.review_own, assays.reviewed_already, and what signing refuses.
    Writes: assays.results.reviewed.
    """
    asked = sorted(proofs)
    with act(verbs.RESULTS_REVIEWED, by=by, key=key, content={"results": asked}) as this:
        if this.answered:
            return this.entry
        rows = Result.objects.filter(code__in=asked).select_for_update(of=("self",)).order_by("id")
        found = {row.code: row for row in rows}
        this.require(
            [] if asked else [Refusal("assays.nothing_chosen")],
            why_not_sign_many(opened=opened, asked=asked),
            [Refusal("assays.result_unknown", result=code[:40]) for code in asked if code not in found],
        )
        done = selectors.reviewed(asked)
        this.require(*[_why_not_review(row, done, by) for row in found.values()])
        signed = {}
        for code in asked:
            content = selectors.review_result_content(code)
            if content is None:
                raise Refused([Refusal("assays.result_unknown", result=code[:40])])
            signed[code] = sign_within(
                this,
                meaning=Meaning.REVIEWED,
                subject=selectors.review_subject(code),
                content=content,
                proof=proofs[code],
            )
        return this.record(
            subject=asked[0],
            units=asked,
            payload={"results": asked, "count": len(asked), "signatures": signed},
        )


def _why_not_review(row: Result, done: Collection[str], by: Actor) -> list[Refusal]:
    found = []
    if row.site != by.site:
        found.append(Refusal("assays.foreign_site", code=row.code, site=row.site))
    if row.struck_at is not None:
        found.append(Refusal("assays.result_struck", result=row.code))
    if row.recorded_by == by.code:
        found.append(Refusal("assays.review_own", result=row.code))
    if row.code in done:
        found.append(Refusal("assays.reviewed_already", result=row.code))
    return found
