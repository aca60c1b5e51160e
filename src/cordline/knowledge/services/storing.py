"""Writing a page's bones and words inside an act: shared by the import and by the editor's desk."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from cordline.access.selectors import display_names
from cordline.ground.actor import Actor
from cordline.knowledge.limits import REVIEW_AFTER_DAYS
from cordline.knowledge.models import Binding, Edition, Page, Revision, Sentence, Source, Wording
from cordline.knowledge.rows import PageFile, SentenceRow, StatusRow, Words
from cordline.knowledge.types import (
    BindingKind,
    Language,
    Mark,
    ReviewState,
    SentenceState,
    Verdict,
    WordingState,
)
from cordline.ledger.services import Act

AUTHOR = "Cordline editors (draft)"
_KINDS = {"figure": BindingKind.FIGURE, "record": BindingKind.RECORD, "setting": BindingKind.SETTING}


def revision_of(this: Act, page: Page, *, number: int, what: str, why: str) -> Revision:
    """Make the row of a page's next revision; the caller saves it."""
    today = this.now.date()
    return Revision(
        page=page,
        number=number,
        what=what,
        why=why,
        written_by=this.by.code,
        written_at=this.now,
        next_review_on=today + timedelta(days=REVIEW_AFTER_DAYS),
    )


def sentences_of(
    revision: Revision, sentences: Sequence[SentenceRow], statuses: Sequence[StatusRow], state: SentenceState
) -> list[Sentence]:
    """Make the rows of a revision's sentences, and of the lines on what authorities say; the caller saves them."""
    rows = [
        Sentence(
            revision=revision,
            key=each.key,
            position=position,
            section=each.section,
            mark=each.mark,
            claims=list(each.claims),
            rests_on=list(each.rests_on),
            verdict=each.verdict,
            grade=each.grade,
            denies=each.denies,
            state=state,
        )
        for position, each in enumerate(sentences, 1)
    ]
    return rows + [
        Sentence(
            revision=revision,
            key=f"status-{position}",
            position=1000 + position,
            section="status",
            mark=Mark.CLAIM,
            rests_on=list(each.rests_on),
            verdict=Verdict.SUPPORTED,
            grade="none",
            denies=True,
            status={
                "product": each.product,
                "state": each.state.value,
                "place": each.place,
                "authority": each.authority,
                "as_of": each.as_of.isoformat(),
            },
            state=state,
        )
        for position, each in enumerate(statuses, 1)
    ]


def wording_of(this: Act, revision: Revision, words: Words, state: WordingState) -> Wording:
    """Make the row of a revision's words in one language; the caller saves it."""
    foreign = words.language is not Language.EN
    return Wording(
        revision=revision,
        language=words.language,
        title=words.title,
        question=words.question,
        one_line=words.one_line,
        text=dict(words.text),
        phrasings=list(words.phrasings),
        also=list(words.also),
        review=ReviewState.MACHINE_DRAFTED,
        author=AUTHOR,
        translated_from=(words.translated_from or revision.number) if foreign else None,
        source_version=1 if foreign else None,
        state=state,
        written_by=this.by.code,
        written_at=this.now,
    )


def bind(sentences: Iterable[Sentence], sources: Mapping[str, Source]) -> None:
    """Bind each claim to everything it rests on, as it stands now: from here on a change of it takes the claim down."""
    Binding.objects.bulk_create(
        [
            Binding(
                sentence=sentence,
                reference=reference,
                kind=_KINDS.get(reference.partition(":")[0], BindingKind.EVIDENCE),
                source=sources.get(reference),
                standing_seen=sources[reference].standing if reference in sources else "",
                verdict_seen=sources[reference].verdict if reference in sources else "",
            )
            for sentence in sentences
            if sentence.mark == Mark.CLAIM
            for reference in dict.fromkeys(sentence.rests_on)
        ],
        ignore_conflicts=True,
        batch_size=2000,
    )


def show(this: Act, wordings: Sequence[Wording]) -> None:
    """Let visitors see these words from now on, each in its language."""
    Edition.objects.bulk_create(
        [
            Edition(
                page_id=wording.revision.page_id,
                language=wording.language,
                wording=wording,
                published_by=this.by.code,
                published_at=this.now,
            )
            for wording in wordings
        ],
        update_conflicts=True,
        unique_fields=["page", "language"],
        update_fields=["wording", "published_by", "published_at"],
        batch_size=500,
    )


def name_of(by: Actor) -> str:
    """Name who writes or reviews, as a visitor reads it."""
    return display_names([by.code]).get(by.code, by.code)


def page_of(file: PageFile) -> Page:
    """Make the row of a page; the caller saves it."""
    return Page(
        code=file.id,
        kind=file.kind,
        slug=file.slug,
        question=file.question,
        position=file.order,
        related=list(file.related),
    )
