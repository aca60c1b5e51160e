"""Writing a text in a language, and a reviewer's signature under it."""

from cordline.access.signing import Meaning, Proof, sign_within
from cordline.documents import rules, selectors, verbs
from cordline.documents.models import Rendition, Text
from cordline.documents.types import ReviewState
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act


def write_text(
    *, text: str, version: int, language: str, title: str, body: str, by: Actor, key: str
) -> Entry:
    """Write a text's version in one language, as a draft. A version's words in a language are written once.

    Refuses: documents.language_unknown, documents.text_empty, documents.rendition_exists.
    Writes: documents.text.written.
    """
    asked = {"text": text, "version": version, "language": language, "title": title, "body": body}
    with act(verbs.TEXT_WRITTEN, by=by, key=key, content=asked, subject=text) as this:
        if this.answered:
            return this.entry
        write_text_within(this, text=text, version=version, language=language, title=title, body=body)
        return this.record(subject=text, payload={"version": version, "language": language})


def write_text_within(this: Act, *, text: str, version: int, language: str, title: str, body: str) -> None:
    """Write a rendition inside the caller's act (an import of shipped texts). Refuses as ``write_text``."""
    this.require(rules.why_not_write(language, title, body))
    row, _ = Text.objects.get_or_create(key=text, version=version, defaults={"written_at": this.now})
    if Rendition.objects.filter(text=row, language=language).exists():
        raise Refused([Refusal("documents.rendition_exists", version=version, key=text, language=language)])
    Rendition.objects.create(
        text=row, language=language, title=title, body=body, written_by=this.by.code, written_at=this.now
    )


def review_rendition(*, text: str, version: int, language: str, proof: Proof, by: Actor, key: str) -> Entry:
    """Sign that a rendition is right. Nobody reviews their own words.

    Refuses: documents.rendition_unknown, documents.rendition_reviewed, documents.rendition_own, and what signing
    refuses. Writes: documents.rendition.reviewed.
    """
    asked = {"text": text, "version": version, "language": language}
    with act(verbs.RENDITION_REVIEWED, by=by, key=key, content=asked, subject=text) as this:
        if this.answered:
            return this.entry
        row = (
            Rendition.objects.select_for_update(of=("self",))
            .select_related("text")
            .filter(text__key=text, text__version=version, language=language)
            .first()
        )
        if row is None:
            raise Refused(
                [Refusal("documents.rendition_unknown", key=text, version=version, language=language)]
            )
        this.require(rules.why_not_review(selectors.rendition_facts(row), author=row.written_by, by=by.code))
        content = selectors.rendition_content(text, language, version)
        signature = sign_within(this, meaning=Meaning.REVIEWED, subject=text, content=content, proof=proof)
        Rendition.objects.filter(pk=row.pk).update(
            review=ReviewState.REVIEWED, reviewed_by=by.code, reviewed_at=this.now, signature=signature
        )
        return this.record(
            subject=text, payload={"version": version, "language": language, "signature": signature}
        )
