"""Taking a base in and giving it out again: all or nothing, only what differs, and the same files come out."""

import time
from dataclasses import replace

import pytest

from cordline.ground.refusal import Refused
from cordline.knowledge import selectors
from cordline.knowledge.exporting import files_of
from cordline.knowledge.files import base_files, read_base, read_texts
from cordline.knowledge.models import Edition, Page, Sentence, Source, Wording
from cordline.knowledge.rows import Base, PageFile
from cordline.knowledge.services import import_base
from cordline.knowledge.types import Language
from cordline.ledger.services import declare_demonstration
from tests import build_knowledge as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(db: None) -> None:
    """A house in which drafts may be shown."""
    declare_demonstration(2026)


def same(one: Base, other: Base) -> None:
    """The same in every part; where a text came from is no part of it."""
    for part in ("evidence", "statements", "claims", "facts", "places"):
        assert getattr(one, part) == getattr(other, part), part
    for held, given in ((one.pages, other.pages), (one.terms, other.terms)):
        assert set(held) == set(given)
        for code, page in held.items():
            assert _plain(page) == _plain(given[code]), code


def _plain(page: PageFile) -> PageFile:
    words = {language: replace(each, source="") for language, each in page.words.items()}
    return replace(page, source="", words=words)


@pytest.mark.req("S1", "U59")
def test_the_shipped_base_comes_out_as_it_went_in(demonstration: None) -> None:
    begun = time.process_time()
    entry = build.shipped()
    # Seconds of this process: the founding of a demonstration waits for them.
    assert time.process_time() - begun < 6
    assert entry.payload["pages"] == 81
    assert Wording.objects.count() == 324
    out = files_of(selectors.standing_base())
    again = read_texts(out)
    assert again.broken == []
    shipped = read_base()
    again.places, shipped.places = sorted(again.places, key=str), sorted(shipped.places, key=str)
    same(again, shipped)
    assert files_of(read_texts(out)) == out


@pytest.mark.req("S1")
def test_the_same_base_again_changes_nothing(demonstration: None) -> None:
    build.take(build.small())
    before = selectors.publication()
    entry = build.take(build.small(), key="again")
    assert entry.payload["pages"] == 0
    assert selectors.publication() == before
    out = files_of(selectors.standing_base())
    assert import_base(files=out, partial=True, by=build.EDITOR, key="out").payload["pages"] == 0


@pytest.mark.req("I14")
def test_the_same_key_gives_the_first_answer(demonstration: None) -> None:
    first = build.take(build.small())
    assert build.take(build.small()).id == first.id


@pytest.mark.req("U59")
def test_a_changed_page_becomes_its_next_version_and_the_rest_stays(demonstration: None) -> None:
    base = build.small()
    build.take(base)
    page = base.pages["Q10"]
    changed = replace(
        page, words={lang: replace(each, one_line=f"New in {lang}.") for lang, each in page.words.items()}
    )
    entry = build.take(replace(base, pages={**base.pages, "Q10": changed}), key="changed")
    assert entry.payload["changed_pages"] == ["Q10"]
    assert selectors.shown_numbers("Q10") == dict.fromkeys(map(str, Language), 2)
    assert selectors.shown_numbers("joint") == dict.fromkeys(map(str, Language), 1)
    out = files_of(selectors.standing_base())
    assert b"version = 2" in out["pages/Q10.toml"]


@pytest.mark.req("S1", "I11")
def test_one_fault_and_nothing_is_taken_in(demonstration: None) -> None:
    files = files_of(build.small())
    files["pages/joint.ja.toml"] = files["pages/joint.ja.toml"].replace(b"short-1 =", b"shirt-1 =")
    with pytest.raises(Refused) as refused:
        import_base(files=files, partial=True, by=build.EDITOR, key="fault")
    assert {reason.code for reason in refused.value.reasons} == {
        "knowledge.base_wordless", "knowledge.base_sentence_unknown",
    }  # fmt: skip
    assert all("pages/joint.ja.toml" in reason.text for reason in refused.value.reasons)
    assert not Page.objects.exists()
    assert not Source.objects.exists()


@pytest.mark.req("W40")
def test_a_real_house_takes_no_drafts_in_to_show_them(db: None) -> None:
    with pytest.raises(Refused) as refused:
        build.take(build.small())
    assert {reason.code for reason in refused.value.reasons} == {"knowledge.not_approved"}
    assert not Edition.objects.exists()


@pytest.mark.req("I11")
def test_a_base_with_a_changed_verdict_takes_down_what_it_does_not_rewrite(demonstration: None) -> None:
    build.take(build.small())
    entry = build.take(build.with_source(build.small(), "EV001", verdict="partly"), key="verdict")
    assert entry.payload["withdrawn"] == {"Q10": 2, "joint": 2}
    assert build.shown(language=Language.JA)["short-1"].withdrawn
    assert Sentence.objects.filter(state="withdrawn").count() == 4


@pytest.mark.req("W40", "I14")
def test_only_an_editor_takes_a_base_in(demonstration: None) -> None:
    with pytest.raises(Refused) as refused:
        import_base(files=base_files(), by=build.INTERPRETER, key="x")
    assert [reason.code for reason in refused.value.reasons] == ["access.role_missing"]
