"""The access review of a site, held every quarter: what was looked at is bound by its hash, the outcome is said."""

from cordline.access import rules, selectors
from cordline.access.verbs import REVIEW_HELD
from cordline.ground.actor import Actor
from cordline.ledger.services import Entry, act


def hold_review(*, outcome: str, by: Actor, key: str) -> Entry:
    """Keep that who holds which role at the actor's site was reviewed, and what follows from it.

    Refuses: a missing outcome. Writes: access.review.held.
    """
    with act(REVIEW_HELD, by=by, key=key, content={"outcome": outcome}, subject=by.site) as this:
        if this.answered:
            return this.entry
        this.require(rules.why_not_reason(outcome))
        rows = [row for row in selectors.access_at(this.now) if row["site"] == by.site]
        told = {"outcome": outcome.strip(), "roles": len(rows), "sha256": rules.content_hash({"rows": rows})}
        return this.record(subject=by.site, payload=told)
