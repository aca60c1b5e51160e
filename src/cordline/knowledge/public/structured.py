"""What a search engine is told of a page: what stands on it, and no more. No reviewer is named who does not exist."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cordline.knowledge.public.framing import Place, whole
from cordline.knowledge.shown import ShownPage, ShownTerm
from cordline.knowledge.types import Language, Section


def of_page(page: ShownPage, place: Place, lang: Language) -> SafeString:
    """Describe an answer, a treatment or a condition."""
    about: dict[str, Any] = {
        "@type": "MedicalWebPage",
        "name": page.question_text or page.title,
        "description": page.one_line,
        "inLanguage": page.language.value,
        "url": whole(place.address(lang)),
        "version": str(page.version),
        "datePublished": page.written_on.isoformat(),
        "author": {"@type": "Organization", "name": page.author},
        "citation": [each.identifier or each.citation for each in page.sources if each.kind == "evidence"],
    }
    if page.last_review_on and page.reviewer:
        about["lastReviewed"] = page.last_review_on.isoformat()
    if page.kind == "answer":
        short = " ".join(each.text for each in page.section(Section.SHORT))
        about["mainEntity"] = _question(page.question_text or page.title, short)
    return _script(about)


def of_term(term: ShownTerm, place: Place, lang: Language) -> SafeString:
    """Describe a word and its meaning."""
    return _script(
        {
            "@type": "DefinedTerm",
            "name": term.term,
            "description": term.meaning.text,
            "inLanguage": term.language.value,
            "url": whole(place.address(lang)),
            "alternateName": list(term.also),
        }
    )


def of_questions(questions: Iterable[tuple[str, str]], place: Place, lang: Language) -> SafeString:
    """Describe the home page: its questions with the one line that stands under each."""
    return _script(
        {
            "@type": "FAQPage",
            "inLanguage": lang.value,
            "url": whole(place.address(lang)),
            "mainEntity": [_question(asked, said) for asked, said in questions],
        }
    )


def _question(asked: str, said: str) -> dict[str, Any]:
    return {"@type": "Question", "name": asked, "acceptedAnswer": {"@type": "Answer", "text": said}}


def _script(about: Mapping[str, Any]) -> SafeString:
    text = json.dumps({"@context": "https://schema.org", **about}, ensure_ascii=False)
    # Nothing inside may end the element.
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(safe))  # noqa: S308 - escaped above
