"""What leaves the recall room as paper: the report with its timeline and balance, and one letter in each language."""

import io

import pytest
from pypdf import PdfReader

from cordline.access.signing import demonstration_proof
from cordline.documents import selectors as documents
from cordline.documents.services import review_rendition, write_text
from cordline.ledger.services import database_now, declare_demonstration
from cordline.vigilance import letters, prints, selectors, services
from cordline.vigilance.models import Recall, RecallContact
from tests import bedside_chain
from tests.cast import MEDICAL_DIRECTOR, QUALITY, VIGILANCE_OFFICER
from tests.rooms.lineage.births import fresh_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def recalled() -> tuple[bedside_chain.Day, Recall]:
    """A recall of a lot of which one person received a dose."""
    declare_demonstration(3)
    day = bedside_chain.ready()
    day.verdict()
    day.start()
    entry, _ = services.recall(
        subject=day.lot, reason="Sterility result positive", by=VIGILANCE_OFFICER, key=fresh_key()
    )
    found = selectors.recall(entry.subject)
    assert found is not None
    return day, found


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def treated(recall: Recall) -> RecallContact:
    return RecallContact.objects.get(recall=recall, column="treated")


@pytest.mark.req("U118", "U119", "U123")
def test_the_report_holds_timeline_balance_holds_and_the_state_of_every_contact(
    recalled: tuple[bedside_chain.Day, Recall],
) -> None:
    day, recall = recalled
    services.check_contact(
        recall=recall.code,
        contact=treated(recall).id,
        state="reached",
        note="Comes tomorrow",
        by=VIGILANCE_OFFICER,
        key=fresh_key(),
    )
    said = words(prints.print_recall(recall, by="Vera Contoh", at=database_now()))
    for text in (
        recall.code,
        "Timeline",
        "Mass balance",
        "Not accounted for",
        *recall.holds,
        day.person,
        "Comes tomorrow",
        "Reached",
        "Sterility result positive",
        "Copy, printed by Vera Contoh",
    ):
        assert text in said
    assert str(recall.balance["made"]) in said
    assert said.index("Timeline") < said.index("Mass balance") < said.index("Treated: received a dose")


@pytest.mark.req("U119", "W40")
@pytest.mark.parametrize(
    ("languages", "lang"),
    [(("ms", "en"), "ms"), (("zh-Hans",), "zh-Hans"), (("zh",), "zh-Hans"), (("de",), "en"), ((), "en")],
)
def test_a_letter_is_in_the_first_language_it_has_words_in_and_says_that_nobody_reviewed_it(
    recalled: tuple[bedside_chain.Day, Recall], languages: tuple[str, ...], lang: str
) -> None:
    day, recall = recalled
    letter = letters.letter_for(languages)
    assert letter.lang == lang
    made = prints.print_letter(recall, treated(recall), languages, by="Vera Contoh", at=database_now())
    said = words(made)
    assert day.lot in said
    assert "not yet reviewed by a physician or a native speaker" in said
    assert "{telephone}" in said
    assert "{lot}" not in said


@pytest.mark.req("U119", "W40")
def test_a_reviewed_rendition_takes_the_draft_s_place_and_a_drafted_one_is_still_called_a_draft(
    recalled: tuple[bedside_chain.Day, Recall],
) -> None:
    write_text(
        text=letters.KEY,
        version=1,
        language="ms",
        title="Surat",
        body="Perenggan satu {lot}.\n\nPerenggan dua.",
        by=QUALITY,
        key=fresh_key(),
    )
    assert letters.letter_for(["ms"]).review == "draft"
    content = documents.rendition_content(letters.KEY, "ms", 1)
    review_rendition(
        text=letters.KEY,
        version=1,
        language="ms",
        by=MEDICAL_DIRECTOR,
        key=fresh_key(),
        proof=demonstration_proof(MEDICAL_DIRECTOR, content),
    )
    found = letters.letter_for(["ms"])
    assert (found.review, found.subject, len(found.paragraphs)) == ("reviewed", "Surat", 2)
    assert letters.letter_for(["ja"]).review == "draft"
