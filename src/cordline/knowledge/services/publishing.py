"""A second person signs words and marking; then the gate lets a version out, language by language."""

from collections.abc import Sequence
from datetime import date

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.knowledge import rules, selectors, verbs
from cordline.knowledge.models import Page, Revision, Sentence, Source, Wording
from cordline.knowledge.services import storing
from cordline.knowledge.services.writing import words_row
from cordline.knowledge.types import Language, ReviewState, SentenceState, WordingState
from cordline.ledger.services import Act, Entry, act, constraint_refuses, is_demonstration

constraint_refuses("knowledge_claim_stands", "knowledge.support_changed")
constraint_refuses("knowledge_claim_is_bound", "knowledge.shown_unbound")


def approve_words(*, page: str, number: int, language: Language, proof: Proof, by: Actor, key: str) -> Entry:
    """Sign for the words of a version in a language and for the marking of every sentence (W41); never one's own.

    Refuses: knowledge.words_unknown, knowledge.not_submitted, knowledge.own_words, knowledge.translation_older, and
    what signing refuses. Writes: knowledge.words.approved.
    """
    asked = {"page": page, "number": number, "language": language}
    with act(verbs.WORDS_APPROVED, by=by, key=key, content=asked, subject=page) as this:
        if this.answered:
            return this.entry
        row = words_row(page, number, language)
        handed = selectors.handed_of(row)
        this.require(
            rules.why_not_approve(
                page=page,
                language=language,
                state=WordingState(row.state),
                authors=selectors.authors(row),
                by=by.code,
            ),
            rules.why_not_translated(page, language, handed.source_version, handed.english_version),
        )
        content = selectors.approve_content(page, number, language)
        signature = sign_within(this, meaning=Meaning.APPROVED, subject=page, content=content, proof=proof)
        Wording.objects.filter(pk=row.pk).update(
            state=WordingState.APPROVED,
            review=ReviewState.REVIEWED,
            reviewer=storing.name_of(by),
            approved_by=by.code,
            approved_at=this.now,
            signature=signature,
        )
        Revision.objects.filter(pk=row.revision_id).update(last_review_on=this.now.date())
        return this.record(subject=page, payload={**asked, "signature": signature})


def publish_page(*, page: str, number: int, languages: Sequence[Language], by: Actor, key: str) -> Entry:
    """Let a version of a page out in these languages; every sentence passes the gate in each, or nothing is let out.

    Refuses: knowledge.words_unknown and everything the gate refuses (``rules.why_not_show``).
    Writes: knowledge.page.published.
    """
    asked = {"page": page, "number": number, "languages": sorted(languages)}
    with act(verbs.PAGE_PUBLISHED, by=by, key=key, content=asked, subject=page) as this:
        if this.answered:
            return this.entry
        rows = [words_row(page, number, language) for language in languages]
        if not rows:
            raise Refused(
                [Refusal("knowledge.words_unknown", page=page, number=number, language="any language")]
            )
        demonstration = is_demonstration()
        this.require(
            *(
                rules.why_not_show(
                    selectors.handed_of(row), today=this.now.date(), demonstration=demonstration
                )
                for row in rows
            ),
            _why_not_replace(page, number, rows),
        )
        _let_out(this, rows)
        return this.record(
            subject=page,
            payload={"page": page, "number": number, "languages": ", ".join(sorted(languages))},
        )


def schedule_review(*, page: str, next_review_on: date, by: Actor, key: str) -> Entry:
    """Record that the shown version of a page was read through again, and when it is due next.

    Refuses: knowledge.page_unknown, knowledge.review_in_past. Writes: knowledge.page.reviewed.
    """
    asked = {"page": page, "due": next_review_on}
    with act(verbs.PAGE_REVIEWED, by=by, key=key, content=asked, subject=page) as this:
        if this.answered:
            return this.entry
        if not Page.objects.filter(code=page).exists():
            raise Refused([Refusal("knowledge.page_unknown", page=page)])
        if next_review_on <= this.now.date():
            raise Refused([Refusal("knowledge.review_in_past", due=next_review_on)])
        shown = Revision.objects.filter(page__code=page, published_at__isnull=False)
        shown.update(last_review_on=this.now.date(), next_review_on=next_review_on)
        return this.record(subject=page, payload=asked)


def _let_out(this: Act, rows: Sequence[Wording]) -> None:
    revision = rows[0].revision
    drafts = list(revision.sentences.filter(state=SentenceState.DRAFT))
    wanted = {reference for each in drafts for reference in each.rests_on}
    # Locked, so that a withdrawal of the same moment comes before or after, never between.
    sources = {
        each.code: each
        for each in Source.objects.select_for_update().filter(code__in=wanted).order_by("code")
    }
    storing.bind(drafts, sources)
    Sentence.objects.filter(pk__in=[each.pk for each in drafts]).update(state=SentenceState.SHOWN)
    Wording.objects.filter(pk__in=[each.pk for each in rows]).update(state=WordingState.PUBLISHED)
    storing.show(this, rows)
    Revision.objects.filter(pk=revision.pk, published_at=None).update(published_at=this.now)


def _why_not_replace(page: str, number: int, rows: Sequence[Wording]) -> list[Refusal]:
    """An older version never takes the place of a newer one that visitors see."""
    shown = selectors.shown_numbers(page)
    newest = max((shown.get(row.language, 0) for row in rows), default=0)
    return (
        [Refusal("knowledge.revision_stale", page=page, seen=number, newest=newest)]
        if number < newest
        else []
    )
