"""A text's version is written once in each language, and says that it is a draft until somebody else signs it."""

import pytest

from cordline.access.signing import demonstration_proof
from cordline.documents import selectors
from cordline.documents.services import review_rendition, write_text
from cordline.documents.types import ReviewState
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.ledger.services import Entry, declare_demonstration
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(db: None) -> None:
    """Signatures by demonstration proof."""
    declare_demonstration(2026)


def write(language: str = "ms", version: int = 1, body: str = "Sila baca.", key: str = "w") -> Entry:
    """Write one rendition."""
    return write_text(
        text="leaflet", version=version, language=language, title="T", body=body, by=cast.QUALITY, key=key
    )


def review(by: Actor) -> Entry:
    """Sign the Malay rendition as it is."""
    proof = demonstration_proof(by, selectors.rendition_content("leaflet", "ms", 1))
    return review_rendition(text="leaflet", version=1, language="ms", proof=proof, by=by, key="r")


@pytest.mark.req("W40")
def test_what_nobody_reviewed_says_so_and_what_somebody_signed_names_them() -> None:
    write()
    draft = selectors.rendition("leaflet", "ms")
    assert draft is not None
    assert "not yet reviewed" in draft.review.label
    review(cast.MEDICAL_DIRECTOR)
    signed = selectors.rendition("leaflet", "ms")
    assert signed is not None
    assert (signed.review, signed.reviewed_by) == (ReviewState.REVIEWED, cast.MEDICAL_DIRECTOR.code)


@pytest.mark.req("I6", "U45")
def test_the_writer_does_not_review_their_own_words() -> None:
    write()
    with pytest.raises(Refused) as caught:
        review(cast.QUALITY)
    assert [reason.code for reason in caught.value.reasons] == ["documents.rendition_own"]


def test_a_version_is_written_once_in_each_language_and_the_newest_is_shown() -> None:
    write()
    with pytest.raises(Refused) as caught:
        write(body="Other words", key="w2")
    assert [reason.code for reason in caught.value.reasons] == ["documents.rendition_exists"]
    write(version=2, body="New words", key="w3")
    newest = selectors.rendition("leaflet", "ms")
    assert newest is not None
    assert (newest.version, newest.body) == (2, "New words")
    assert selectors.rendition("leaflet", "ms", version=1).body == "Sila baca."  # type: ignore[union-attr]
    assert selectors.rendition("leaflet", "ja") is None


def test_a_language_that_the_house_does_not_speak_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        write(language="xx", body=" ")
    assert [r.code for r in caught.value.reasons] == ["documents.language_unknown", "documents.text_empty"]
