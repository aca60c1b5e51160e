"""When support goes: a source is superseded, retracted or judged anew, and every claim on it goes with it (I11)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.knowledge import rules, selectors, verbs
from cordline.knowledge.models import Sentence, Source, SourceVersion, Statement
from cordline.knowledge.types import EvidenceStanding, SentenceState
from cordline.ledger.services import Act, Entry, act


def change_source(
    *,
    source: str,
    standing: EvidenceStanding | None = None,
    verdict: str = "",
    reason: str,
    by: Actor,
    key: str,
) -> Entry:
    """Set how a source stands or what it finds. Every claim that rests on it is withdrawn, in every language, now.

    Refuses: knowledge.source_unknown, knowledge.source_same, knowledge.verdict_unknown, knowledge.reason_missing.
    Writes: knowledge.source.changed.
    """
    asked = {"source": source, "standing": standing, "verdict": verdict, "reason": reason}
    with act(verbs.SOURCE_CHANGED, by=by, key=key, content=asked, subject=source) as this:
        if this.answered:
            return this.entry
        row = Source.objects.select_for_update().filter(code=source).first()
        if row is None:
            raise Refused([Refusal("knowledge.source_unknown", source=source)])
        to_standing, to_verdict = standing or EvidenceStanding(row.standing), verdict or row.verdict
        this.require(
            rules.why_not_source(
                selectors.source_state(row),
                code=source,
                standing=to_standing,
                verdict=to_verdict,
                reason=reason,
            )
        )
        pages = change_source_within(this, row, standing=to_standing, verdict=to_verdict, reason=reason)
        return this.record(
            subject=source,
            units=sorted(pages),
            reason=reason,
            payload={
                "standing": to_standing,
                "verdict": to_verdict,
                "reason": reason,
                "count": sum(pages.values()),
                "pages": sorted(pages),
            },
        )


def change_source_within(
    this: Act, row: Source, *, standing: EvidenceStanding, verdict: str, reason: str
) -> dict[str, int]:
    """Set a source inside the caller's act and take down what rests on it; gives how many sentences per page."""
    Source.objects.filter(pk=row.pk).update(standing=standing, verdict=verdict, version=row.version + 1)
    SourceVersion.objects.create(
        source=row,
        number=row.version + 1,
        at=this.now,
        standing=standing,
        verdict=verdict,
        reason=reason.strip(),
        by=this.by.code,
    )
    return withdraw_within(this, [row.code], why=f"{row.code} is {standing}, {verdict}: {reason.strip()}")


def withdraw_within(this: Act, references: Iterable[str], *, why: str) -> dict[str, int]:
    """Take down every shown sentence that rests on any of these, whatever its page; gives how many per page.

    Words in a language hang on the sentence, so none of them can be forgotten. Statements judged on the same are due
    for review at once.
    """
    wanted = list(references)
    found = Sentence.objects.filter(state=SentenceState.SHOWN, rests_on__overlap=wanted)
    counts = withdraw_sentences_within(this, list(found.values_list("pk", "revision__page__code")), why=why)
    Statement.objects.filter(rests_on__overlap=wanted, review_on__gt=this.now.date()).update(
        review_on=this.now.date()
    )
    return counts


def withdraw_sentences_within(
    this: Act, rows: Sequence[tuple[int, str]], *, why: str, replaced_by: str = ""
) -> dict[str, int]:
    """Take down these sentences (number and page), for a reason that stands in the public history."""
    Sentence.objects.filter(pk__in=[pk for pk, _ in rows]).update(
        state=SentenceState.WITHDRAWN, withdrawn_at=this.now, withdrawn_why=why, replaced_by=replaced_by
    )
    return dict(Counter(page for _, page in rows))
