"""A scan is answered in words, kept with its source, and changes nothing."""

import pytest

from cordline.desk import palette, scanning
from cordline.ground.codes import Kind, make
from cordline.ledger import selectors as ledger
from cordline.web import finding, places
from cordline.web.finding import Described, Offer
from tests.cast import NURSE, PATIENT, QUALITY, TECHNICIAN

pytestmark = pytest.mark.django_db
VIAL = make(Kind.VIAL, 26, 42)


@pytest.fixture
def vials(monkeypatch: pytest.MonkeyPatch) -> dict[str, Described]:
    """A house in which vials stand as the test says."""
    known: dict[str, Described] = {}
    monkeypatch.setitem(finding._DESCRIBE, Kind.VIAL, lambda code, by: known.get(code))
    return known


@pytest.mark.req("U34", "U38", "U39", "U40")
@pytest.mark.parametrize(
    ("text", "wanted", "word", "status"),
    [
        (f"{VIAL[:-1]}{'A' if VIAL[-1] != 'A' else 'B'}", (), "Check character does not match", 422),
        (VIAL, (Kind.WRISTBAND,), "Wrong kind of label", 422),
        (VIAL, (), "No record has this code", 404),
        ("hello there", (), "No record has this code", 422),
        ("", (), "No record has this code", 422),
    ],
)
def test_what_cannot_be_used_is_answered_in_words_and_kept_as_refused(
    text: str, wanted: tuple[Kind, ...], word: str, status: int, vials: dict[str, Described]
) -> None:
    answer = scanning.scan(text, source="typed", by=TECHNICIAN, wanted=wanted)
    assert (answer.word, answer.status) == (word, status)
    assert answer.sentence
    kept = ledger.attempts(actor=TECHNICIAN.code)[0]
    assert (kept.raw, kept.source, kept.outcome) == (text, "typed", "refused")


@pytest.mark.req("U38", "U41")
@pytest.mark.parametrize(
    ("how", "state", "word", "full"),
    [
        ("free", "pass", "Free to use", True),
        ("stop", "stop", "Stop. On hold", True),
        ("quarantine", "hold", "Quarantine", False),
        ("source_only", "locked", "Only for its source patient", False),
    ],
)
def test_a_known_vial_is_answered_by_how_it_stands_and_the_source_is_kept(
    how: str, state: str, word: str, full: bool, vials: dict[str, Described]
) -> None:
    vials[VIAL] = Described("Vial", how, offers=(Offer("Trace", "/trace/"),))
    answer = scanning.scan(VIAL, source="scanner", by=TECHNICIAN)
    assert (answer.state, answer.word, answer.full) == (state, word, full)
    assert ledger.attempts(actor=TECHNICIAN.code)[0].source == "scanner"
    assert scanning.last_scans(TECHNICIAN)[0]["source"] == "Scanner"


@pytest.mark.req("U7", "U34")
def test_the_same_code_read_twice_within_seconds_gives_the_same_answer_and_one_record(
    vials: dict[str, Described],
) -> None:
    vials[VIAL] = Described("Vial", "free")
    first = scanning.scan(VIAL, source="scanner", by=TECHNICIAN)
    second = scanning.scan(VIAL, source="scanner", by=TECHNICIAN)
    assert (first.word, first.twice) == (second.word, -1)
    assert second.twice >= 0
    assert ledger.attempts(actor=TECHNICIAN.code).count() == 1
    assert scanning.scan(VIAL, source="scanner", by=NURSE).twice == -1


@pytest.mark.req("U36")
def test_the_palette_is_fuzzy_and_offers_only_pages_that_the_person_may_open() -> None:
    labels = [line.label for line in palette.lines("aud", QUALITY)]
    assert labels[0] == "Audit trail"
    assert "Audit trail" not in [line.label for line in palette.lines("aud", NURSE)]
    assert palette.fits("adt", "Audit trail") > 0
    assert palette.fits("zzz", "Audit trail") == 0


@pytest.mark.req("U36", "I12")
def test_the_palette_does_not_lead_to_a_code_whose_kind_the_person_may_not_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from cordline.ground.roles import Role

    monkeypatch.setitem(
        places._PLACES, Kind.VIAL, places.Place(Kind.VIAL, "desk:code", frozenset({Role.TECHNICIAN}))
    )
    assert [line.label for line in palette.lines(VIAL, TECHNICIAN)][:1] == [VIAL]
    assert VIAL not in [line.label for line in palette.lines(VIAL, PATIENT)]
