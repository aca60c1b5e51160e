"""Publishing a live figure: counted by the house from its records, never typed; all of it stays public (W36)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from cordline.ground.actor import Actor
from cordline.knowledge import figure_words, markup, rules, verbs
from cordline.knowledge.intervals import interval
from cordline.knowledge.models import Edition, FigurePublication, Sentence
from cordline.knowledge.services.withdrawing import withdraw_sentences_within
from cordline.knowledge.types import Language, SentenceState
from cordline.ledger.services import Act, Entry, act, is_demonstration


def publish_figure(
    *,
    name: str,
    numerator: int,
    denominator: int,
    period_from: date,
    period_to: date,
    completeness_pct: Decimal | None = None,
    under_review: int = 0,
    simulated: bool,
    reason: str = "",
    follows: int | None = None,
    by: Actor,
    key: str,
) -> Entry:
    """Publish a figure as it stands now; the sentences that say it say the new one from this commit on.

    ``completeness_pct`` is the share of those due whom the count could reach; ``under_review`` how many of the counted
    are still being looked into. ``follows`` is the number of the publication that stood when the counting began (0 for
    none): where another was published meanwhile, this count is older than what is shown. The same numbers again are
    no new publication. Refuses: knowledge.figure_*.
    Writes: knowledge.figure.published.
    """
    asked: dict[str, Any] = {
        "name": name, "numerator": numerator, "denominator": denominator, "period_from": period_from,
        "period_to": period_to, "completeness_pct": completeness_pct, "under_review": under_review,
        "simulated": simulated, "reason": reason, "follows": follows,
    }  # fmt: skip
    with act(verbs.FIGURE_PUBLISHED, by=by, key=key, content=asked, subject=f"figure:{name}") as this:
        if this.answered:
            return this.entry
        row, replaced = publish_figure_within(this, **asked)
        return this.record(
            subject=f"figure:{name}",
            units=sorted(replaced),
            reason=reason,
            payload={
                "name": name, "number": row.number, "numerator": numerator, "denominator": denominator,
                "under_review": under_review, "replaced": replaced,
            },
        )  # fmt: skip


def publish_figure_within(
    this: Act,
    *,
    name: str,
    numerator: int,
    denominator: int,
    period_from: date,
    period_to: date,
    completeness_pct: Decimal | None = None,
    under_review: int = 0,
    simulated: bool,
    reason: str = "",
    follows: int | None = None,
) -> tuple[FigurePublication, dict[str, int]]:
    """Publish a figure inside the caller's act (a reaction that is reported); gives what it replaced per page."""
    lock_figure(name)
    this.require(
        rules.why_not_figure(
            name=name,
            numerator=numerator,
            denominator=denominator,
            period_from=period_from,
            period_to=period_to,
            completeness_pct=completeness_pct,
            under_review=under_review,
            simulated=simulated,
            demonstration=is_demonstration(),
        )
    )
    last = FigurePublication.objects.filter(name=name).order_by("-number").first()
    this.require(rules.why_overtaken(name, follows=follows, newest=last.number if last else 0))
    if last is not None and _content(last) == (
        numerator, denominator, period_from, period_to, completeness_pct, under_review, simulated,
    ):  # fmt: skip
        return last, {}
    bounds = interval(numerator, denominator)
    row = FigurePublication.objects.create(
        name=name,
        number=last.number + 1 if last else 1,
        numerator=numerator,
        denominator=denominator,
        definition=f"{figure_words.definition(name, Language.EN)}, among "
        f"{figure_words.denominator_definition(name, Language.EN)}",
        period_from=period_from,
        period_to=period_to,
        low=bounds[0] if bounds else None,
        high=bounds[1] if bounds else None,
        completeness_pct=completeness_pct,
        simulated=simulated,
        under_review=under_review,
        reason=reason.strip(),
        published_at=this.now,
        published_by=this.by.code,
    )
    turned = last is not None and (last.numerator == 0) != (numerator == 0)
    return row, _replace(this, name) if turned or under_review else {}


def lock_figure(name: str) -> None:
    """Let publications of one figure wait for each other until the act ends; who counts for it counts after this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 21))", [f"figure:{name}"])


def _replace(this: Act, name: str) -> dict[str, int]:
    """Where a page speaks of the figure in words of its own, the figure's sentence takes their place."""
    shown = Edition.objects.filter(language=Language.EN)
    words = {each.wording.revision_id: each.wording.text for each in shown.select_related("wording")}
    rows = Sentence.objects.filter(state=SentenceState.SHOWN, rests_on__contains=[f"figure:{name}"])
    own = [
        (row.pk, code)
        for row, code in ((row, row.revision.page.code) for row in rows.select_related("revision__page"))
        if markup.figure_of(words.get(row.revision_id, {}).get(row.key, "")) != name
    ]
    return withdraw_sentences_within(
        this, own, why=f"The figure {name} changed.", replaced_by=f"figure:{name}"
    )


def _content(row: FigurePublication) -> tuple[object, ...]:
    return (
        row.numerator, row.denominator, row.period_from, row.period_to, row.completeness_pct, row.under_review,
        row.simulated,
    )  # fmt: skip
