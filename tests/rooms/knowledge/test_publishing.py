"""The gate: what may be shown, signed by a second person, and what is refused with every reason at once (W41, U53)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cordline.access.signing import demonstration_proof, signatures_on
from cordline.ground.refusal import Refused
from cordline.knowledge import rules, selectors, verbs
from cordline.knowledge.models import Edition, Wording
from cordline.knowledge.services import (
    approve_words,
    change_source,
    mark_sentences,
    publish_page,
    schedule_review,
    submit_words,
)
from cordline.knowledge.types import (
    EvidenceStanding,
    Grade,
    Language,
    Mark,
    NewMark,
    PageKind,
    ReviewState,
    SourceState,
    Verdict,
)
from cordline.ledger.services import act, declare_demonstration
from tests import build_knowledge as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shown_base(db: None) -> None:
    """A small base, shown."""
    declare_demonstration(2026)
    build.take(build.small())


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    """The codes of a refusal."""
    return [reason.code for reason in refused.value.reasons]


@pytest.mark.req("W41", "U53", "W40", "I6")
def test_a_version_goes_out_when_a_second_person_has_signed_its_words_and_marking() -> None:
    build.draft(build.sentence("short-1", "New words.", "EV002"), build.sentence("short-2", "Plain words."))
    assert build.shown()["short-1"].text == "en Q10 short-1."
    build.approve()
    build.publish()
    page = build.shown()
    assert page["short-1"].text == "New words."
    assert [source.code for source in page["short-1"].sources] == ["EV002"]
    found = selectors.shown_page(PageKind.ANSWER, "q10", Language.EN, "MY", build.TODAY)
    assert found is not None
    assert (found.version, found.review_state) == (2, "reviewed")
    assert found.reviewer
    (signature,) = signatures_on("Q10")
    assert signature.content["marks"]["short-1"]["rests_on"] == ["EV002"]
    assert signature.content["text"]["short-1"] == "New words."


@pytest.mark.req("W40")
def test_what_came_from_files_says_that_nobody_has_reviewed_it() -> None:
    found = selectors.shown_page(PageKind.ANSWER, "q10", Language.MS, "MY", build.TODAY)
    assert found is not None
    assert (found.review_state, found.reviewer, found.author) == (
        "machine-drafted",
        None,
        "Cordline editors (draft)",
    )
    assert found.draft


@pytest.mark.req("U53", "W41")
def test_every_reason_is_said_at_once() -> None:
    build.draft(
        build.sentence("short-1", "One.", mark=None),
        build.sentence("short-2", "Two.", "EV003"),
        build.sentence("short-3", " ", "EV001"),
        build.sentence("short-4", "Four.", mark=Mark.CLAIM),
    )
    with pytest.raises(Refused) as refused:
        build.publish()
    assert set(codes(refused)) == {
        "knowledge.sentence_unmarked", "knowledge.claim_contradicted", "knowledge.sentence_wordless",
        "knowledge.claim_unbound", "knowledge.claim_ungraded",
    }  # fmt: skip


@pytest.mark.req("W41", "I6")
@pytest.mark.parametrize("who", ["writer", "marker"])
def test_nobody_signs_what_they_wrote_or_marked(who: str) -> None:
    build.draft(build.sentence("short-1", "Words.", "EV001"))
    marks = {"short-1": NewMark(Mark.CLAIM, ("EV002",), (), Verdict.PARTLY, Grade.LOW)}
    mark_sentences(page="Q10", number=2, marks=marks, by=build.SECOND_EDITOR, key="m")
    by = build.EDITOR if who == "writer" else build.SECOND_EDITOR
    with pytest.raises(Refused) as refused:
        build.approve(by=by)
    assert codes(refused) == ["knowledge.own_words"]


@pytest.mark.req("W41")
def test_what_changed_after_it_was_shown_for_signing_is_not_signed() -> None:
    build.draft(build.sentence("short-1", "Words.", "EV001"))
    proof = demonstration_proof(build.SECOND_EDITOR, selectors.approve_content("Q10", 2, "en"))
    marks = {"short-1": NewMark(Mark.CLAIM, ("EV002",), (), Verdict.PARTLY, Grade.LOW)}
    mark_sentences(page="Q10", number=2, marks=marks, by=build.EDITOR, key="m")
    submit_words(page="Q10", number=2, language=Language.EN, by=build.EDITOR, key="s")
    with pytest.raises(Refused) as refused:
        approve_words(
            page="Q10", number=2, language=Language.EN, proof=proof, by=build.SECOND_EDITOR, key="a"
        )
    assert codes(refused) == ["access.signed_content_changed"]


@pytest.mark.req("W41")
def test_words_and_marks_stay_as_they_were_handed_in() -> None:
    build.draft(build.sentence("short-1", "Words.", "EV001"))
    submit_words(page="Q10", number=2, language=Language.EN, by=build.EDITOR, key="s")
    with pytest.raises(Refused) as refused:
        mark_sentences(page="Q10", number=2, marks={"short-1": NewMark(Mark.PLAIN)}, by=build.EDITOR, key="m")
    assert codes(refused) == ["knowledge.words_settled"]
    with pytest.raises(Refused) as refused:
        build.translate({"short-1": "Other."}, Language.EN, seen=1)
    assert codes(refused) == ["knowledge.words_settled"]


@pytest.mark.req("U59")
def test_of_two_editors_on_one_page_the_second_is_told_and_loses_nothing() -> None:
    build.draft(build.sentence("short-1", "First.", "EV001"))
    with pytest.raises(Refused) as refused:
        build.draft(build.sentence("short-1", "Second.", "EV001"), by=build.SECOND_EDITOR, key="other")
    assert codes(refused) == ["knowledge.revision_stale"]
    build.translate({"short-1": "Satu."})
    with pytest.raises(Refused) as refused:
        build.translate({"short-1": "Dua."}, by=build.EDITOR, key="late")
    assert codes(refused) == ["knowledge.words_stale"]


@pytest.mark.req("U59")
def test_a_translation_of_an_older_text_is_neither_signed_nor_shown() -> None:
    build.draft(build.sentence("short-1", "First.", "EV001"))
    build.translate({"short-1": "Pertama."})
    submit_words(page="Q10", number=2, language=Language.MS, by=build.INTERPRETER, key="s")
    build.translate({"short-1": "Changed."}, Language.EN, seen=1, by=build.EDITOR)
    proof = demonstration_proof(build.SECOND_EDITOR, selectors.approve_content("Q10", 2, "ms"))
    with pytest.raises(Refused) as refused:
        approve_words(
            page="Q10", number=2, language=Language.MS, proof=proof, by=build.SECOND_EDITOR, key="a"
        )
    assert codes(refused) == ["knowledge.translation_older"]
    with pytest.raises(Refused) as refused:
        build.publish("Q10", 2, Language.MS)
    assert "knowledge.translation_older" in codes(refused)


@pytest.mark.req("U59")
def test_a_translation_left_behind_stays_with_its_own_version_and_says_so() -> None:
    build.draft(build.sentence("short-1", "New words.", "EV001"))
    build.approve()
    build.publish()
    malay = selectors.shown_page(PageKind.ANSWER, "q10", Language.MS, "MY", build.TODAY)
    assert malay is not None
    assert (malay.version, malay.translated_from, malay.stale) == (1, 1, True)
    english = selectors.shown_page(PageKind.ANSWER, "q10", Language.EN, "MY", build.TODAY)
    assert english is not None
    assert not english.stale
    # A withdrawal reaches the older version too.
    change_source(
        source="EV001", standing=EvidenceStanding.RETRACTED, reason="Retracted.", by=build.EDITOR, key="w"
    )
    assert build.shown(language=Language.MS)["short-1"].withdrawn
    assert build.shown()["short-1"].withdrawn


@pytest.mark.req("I11", "U53")
def test_a_version_drafted_before_a_retraction_does_not_bring_the_claim_back() -> None:
    build.draft(build.sentence("short-1", "Again.", "EV001"))
    build.approve()
    change_source(
        source="EV001", standing=EvidenceStanding.RETRACTED, reason="Retracted.", by=build.EDITOR, key="w"
    )
    with pytest.raises(Refused) as refused:
        build.publish()
    assert set(codes(refused)) == {"knowledge.claim_leans_on_withdrawn", "knowledge.claim_contradicted"}


@pytest.mark.req("U53")
def test_a_page_whose_review_is_due_is_reviewed_before_anything_of_it_goes_out() -> None:
    handed = rules.Handed("Q10", Language.EN, (), ReviewState.REVIEWED, {}, next_review_on=build.TODAY)
    (refusal,) = rules.why_not_show(handed, today=build.TODAY, demonstration=False)
    assert refusal.code == "knowledge.review_overdue"
    later = build.TODAY + timedelta(days=900)
    schedule_review(page="Q10", next_review_on=later, by=build.EDITOR, key="r")
    assert not build.shown(today=build.TODAY + timedelta(days=800))["short-1"].withdrawn
    with pytest.raises(Refused) as refused:
        schedule_review(
            page="Q10", next_review_on=build.TODAY - timedelta(days=900), by=build.EDITOR, key="p"
        )
    assert codes(refused) == ["knowledge.review_in_past"]


@pytest.mark.req("W40")
def test_a_real_house_shows_no_draft() -> None:
    handed = rules.Handed("Q10", Language.JA, (), ReviewState.MACHINE_DRAFTED, {}, source_version=1)
    assert [r.code for r in rules.why_not_show(handed, today=build.TODAY, demonstration=False)] == [
        "knowledge.not_approved"
    ]
    assert rules.why_not_show(handed, today=build.TODAY, demonstration=True) == []


@pytest.mark.req("W43", "U53")
def test_what_others_say_is_quoted_with_its_verdict_and_praise_of_our_own_is_judged() -> None:
    said: dict[str, Any] = {"key": "e", "mark": Mark.CLAIM, "text": "You may read that it cures."}
    ours = rules.Said(section="short", verdict=Verdict.SUPPORTED, **said)
    quoted = rules.Said(section="elsewhere", verdict=Verdict.NOT_SUPPORTED, **said)
    disguised = rules.Said(section="elsewhere", verdict=Verdict.SUPPORTED, **said)
    assert [rules.judged_for_wording(each) for each in (ours, quoted, disguised)] == [True, False, True]


@pytest.mark.req("U53")
@pytest.mark.parametrize(
    ("verdict", "denies", "standing", "stopped"),
    [
        (Verdict.SUPPORTED, False, EvidenceStanding.CURRENT, True),
        (Verdict.SUPPORTED, True, EvidenceStanding.CURRENT, False),
        (Verdict.CONTESTED, False, EvidenceStanding.CURRENT, False),
        (Verdict.SUPPORTED, True, EvidenceStanding.SUPERSEDED, True),
    ],
)
def test_a_claim_is_shown_as_supported_only_on_what_supports_it(
    verdict: Verdict, denies: bool, standing: EvidenceStanding, stopped: bool
) -> None:
    said = rules.Said("k", "short", Mark.CLAIM, "x", ("EV009",), verdict, Grade.LOW, denies)
    assert bool(rules.contradicting(said, [SourceState("EV009", standing, "not_supported")])) is stopped


@pytest.mark.req("U59")
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "See https://example.org", "**bold**", "{F99x}", "[a](javascript:x)", "\u202eabc",
        "x" * 901, "[a](term:G14", "{figure:serious_events} and more", "a\x00b", "&lt;b&gt;",
    ],
)  # fmt: skip
def test_pasted_markup_and_unseen_letters_are_refused_in_words(text: str) -> None:
    with pytest.raises(Refused) as refused:
        build.draft(build.sentence("short-1", text, "EV001"))
    assert codes(refused) == ["knowledge.sentence_markup"]


@pytest.mark.req("U59")
@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"page": "Q99"}, "knowledge.page_unknown"),
        ({"seen": 7}, "knowledge.revision_stale"),
    ],
)
def test_a_draft_of_nothing_is_refused(over: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        build.draft(build.sentence(), **over)
    assert codes(refused) == [code]


@pytest.mark.req("U53")
def test_a_draft_names_nothing_unknown_and_nothing_twice() -> None:
    with pytest.raises(Refused) as refused:
        build.draft(build.sentence("a", "A.", "EV777"), build.sentence("b", "B."), build.sentence("b", "C."))
    assert sorted(codes(refused)) == ["knowledge.reference_unknown", "knowledge.sentence_double"]


@pytest.mark.req("U59")
def test_an_older_version_never_takes_the_place_of_a_newer_one() -> None:
    with pytest.raises(Refused) as refused:
        publish_page(page="Q10", number=9, languages=[Language.EN], by=build.EDITOR, key="p")
    assert codes(refused) == ["knowledge.words_unknown"]
    build.draft(build.sentence("short-1", "Two.", "EV001"))
    build.approve()
    build.publish()
    with pytest.raises(Refused) as refused:
        publish_page(page="Q10", number=1, languages=[Language.EN], by=build.EDITOR, key="q")
    assert "knowledge.revision_stale" in codes(refused)


@pytest.mark.req("I6")
def test_the_database_takes_no_review_without_another_persons_signature() -> None:
    build.draft(build.sentence("short-1", "Two.", "EV001"))
    for change in (
        {"review": "reviewed", "approved_by": build.SECOND_EDITOR.code, "reviewer": "X", "signature": None},
        {"review": "reviewed", "approved_by": build.EDITOR.code, "reviewer": "X", "signature": 1},
    ):
        with pytest.raises(IntegrityError, match="signed_by_another"), transaction.atomic():  # noqa: SIM117
            with act(verbs.PAGE_DRAFTED, by=build.EDITOR, key=str(change["signature"]), content={}) as this:
                Wording.objects.filter(revision__number=2).update(approved_at=this.now, **change)


@pytest.mark.req("I11", "W44")
def test_pages_take_a_handful_of_queries(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(10):
        selectors.shown_page(PageKind.ANSWER, "q10", Language.EN, "MY", build.TODAY)
    with django_assert_max_num_queries(6):
        selectors.shown_list(PageKind.CONDITION, Language.EN, "MY", build.TODAY)
    assert Edition.objects.count() == 12
