"""When support goes, every claim on it goes, in every language, in one act; the database holds it too (I11)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cordline.ground.refusal import Refused
from cordline.knowledge import house_words, selectors, verbs
from cordline.knowledge.exporting import files_of
from cordline.knowledge.models import Binding, Sentence, Source, Wording
from cordline.knowledge.services import change_source, import_evidence
from cordline.knowledge.types import EvidenceStanding, Language, PageKind
from cordline.ledger.services import act, declare_demonstration
from tests import build_knowledge as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shown_base(db: None) -> None:
    """A small base, shown."""
    declare_demonstration(2026)
    build.take(build.small())


def withdraw(code: str = "EV001", key: str = "withdraw") -> dict[str, object]:
    """A journal retracts a source."""
    entry = change_source(
        source=code,
        standing=EvidenceStanding.RETRACTED,
        reason="Retracted by the journal.",
        by=build.EDITOR,
        key=key,
    )
    return dict(entry.payload)


@pytest.mark.req("I11", "U53")
@pytest.mark.parametrize("language", list(Language))
def test_a_retracted_source_takes_every_claim_on_it_down_in_every_language(language: Language) -> None:
    before = build.shown(language=language)
    assert before["short-1"].text == f"{language} Q10 short-1."
    assert not before["short-1"].withdrawn
    withdraw()
    after = build.shown(language=language)
    for key in ("short-1", "short-2"):
        assert after[key].withdrawn
        assert after[key].text == house_words.WITHDRAWN[language]
        assert after[key].sources == ()
        assert after[key].verdict is None
    assert not after["known-1"].withdrawn
    assert not after["short-3"].withdrawn
    assert build.shown("joint", language)["known-1"].withdrawn


@pytest.mark.req("I11")
def test_lists_no_longer_repeat_in_one_line_what_was_taken_back() -> None:
    line = selectors.shown_list(PageKind.ANSWER, Language.JA, "MY", build.TODAY)[0].one_line
    assert line == "ja line of Q10."
    withdraw()
    after = selectors.shown_list(PageKind.ANSWER, Language.JA, "MY", build.TODAY)[0].one_line
    assert after == house_words.ONE_LINE_WITHDRAWN[Language.JA]


@pytest.mark.req("I11", "U57")
def test_what_an_authority_says_falls_with_its_source() -> None:
    withdraw()
    page = selectors.shown_page(PageKind.CONDITION, "joint", Language.EN, "MY", build.TODAY)
    assert page is not None
    (status,) = page.statuses
    assert status.overdue
    assert status.sources == ()


@pytest.mark.req("I11")
def test_a_withdrawal_says_what_it_took_and_raises_the_publication() -> None:
    before = selectors.publication()
    payload = withdraw()
    assert payload["count"] == 4
    assert payload["pages"] == ["Q10", "joint"]
    assert selectors.publication() > before


@pytest.mark.req("I11")
def test_a_changed_verdict_takes_the_claims_down_as_a_retraction_does() -> None:
    change_source(source="EV002", verdict="not_supported", reason="A larger trial.", by=build.EDITOR, key="v")
    assert build.shown()["known-1"].withdrawn
    assert build.shown(language=Language.ZH_HANS)["short-2"].withdrawn


@pytest.mark.req("I11", "U58")
def test_a_term_that_lost_its_support_explains_nothing_any_more() -> None:
    change_source(
        source="EV002", standing=EvidenceStanding.SUPERSEDED, reason="Newer one.", by=build.EDITOR, key="s"
    )
    term = selectors.shown_term("msc-word", Language.MS, "MY", build.TODAY)
    assert term is not None
    assert term.meaning.withdrawn
    (link,) = [run for run in build.shown(language=Language.MS)["you-1"].runs if run.opens]
    assert link.meaning == house_words.ONE_LINE_WITHDRAWN[Language.MS]


@pytest.mark.req("I11")
def test_history_of_a_source_and_of_a_page_say_why() -> None:
    withdraw()
    evidence = selectors.evidence_shown("EV001")
    assert evidence is not None
    assert [(each.number, each.standing) for each in evidence.versions] == [(2, "retracted"), (1, "current")]
    assert evidence.versions[0].reason == "Retracted by the journal."
    assert "Retracted by the journal." in selectors.page_changes(PageKind.ANSWER, "q10")[0].why


@pytest.mark.req("I11")
@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"source": "EV999"}, "knowledge.source_unknown"),
        ({"reason": " "}, "knowledge.reason_missing"),
        ({"standing": EvidenceStanding.CURRENT}, "knowledge.source_same"),
        ({"verdict": "certain"}, "knowledge.verdict_unknown"),
    ],
)
def test_a_change_that_says_nothing_is_refused(over: dict[str, object], code: str) -> None:
    asked = {"source": "EV001", "standing": EvidenceStanding.RETRACTED, "reason": "Why", **over}
    with pytest.raises(Refused) as refused:
        change_source(by=build.EDITOR, key="x", **asked)
    assert code in [reason.code for reason in refused.value.reasons]


@pytest.mark.req("I11")
def test_an_evidence_file_with_a_changed_verdict_takes_the_claims_down() -> None:
    changed = build.with_source(build.small(), "EV001", verdict="contested")
    entry = import_evidence(content=files_of(changed)["evidence.csv"], by=build.EDITOR, key="e")
    assert entry.payload["changed_sources"] == ["EV001"]
    assert entry.payload["withdrawn"] == {"Q10": 2, "joint": 2}
    assert build.shown()["short-1"].withdrawn


@pytest.mark.req("U53")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"identifier": "10.1000"}, "knowledge.base_value"),
        ({"identifier": "PMID none"}, "knowledge.base_value"),
        ({"verdict": "surely"}, "knowledge.base_value"),
        ({"url": "javascript:alert(1)"}, "knowledge.base_value"),
        ({"citation": ""}, "knowledge.base_key_missing"),
    ],
)
def test_a_broken_evidence_file_changes_nothing(changes: dict[str, str], code: str) -> None:
    changed = build.with_source(build.small(), "EV002", **changes)
    changed = build.with_source(changed, "EV001", verdict="contested")
    with pytest.raises(Refused) as refused:
        import_evidence(content=files_of(changed)["evidence.csv"], by=build.EDITOR, key="e")
    assert [reason.code for reason in refused.value.reasons] == [code]
    assert "EV002" in refused.value.reasons[0].text
    assert not build.shown()["short-1"].withdrawn


@pytest.mark.req("I11")
def test_a_source_may_not_vanish_from_the_file() -> None:
    base = build.small()
    del base.evidence["EV002"]
    with pytest.raises(Refused) as refused:
        import_evidence(content=files_of(base)["evidence.csv"], by=build.EDITOR, key="e")
    assert [reason.code for reason in refused.value.reasons] == ["knowledge.row_lost"]


@pytest.mark.req("I11")
@pytest.mark.parametrize(
    "what", ["source", "verdict", "binding", "words", "marking", "back", "unbound", "retracted", "silent"]
)
def test_the_database_refuses_what_no_service_would_do(what: str) -> None:
    withdraw("EV003")

    def attack() -> None:
        with transaction.atomic(), act(verbs.PAGE_DRAFTED, by=build.EDITOR, key=what, content={}) as this:
            match what:
                case "source":
                    Source.objects.filter(code="EV001").update(standing="retracted")
                case "verdict":
                    Source.objects.filter(code="EV001").update(verdict="contested")
                case "binding":
                    Binding.objects.filter(source__code="EV001").update(verdict_seen="contested")
                case "words":
                    Wording.objects.filter(language="ja").update(one_line="It heals.")
                case "marking":
                    Sentence.objects.filter(key="short-1").update(mark="plain", rests_on=[])
                case "back":
                    Sentence.objects.filter(state="withdrawn").update(state="shown", withdrawn_at=None)
                case "unbound":
                    revision = Sentence.objects.filter(key="short-1").first().revision
                    Sentence.objects.create(
                        revision=revision, key="new", position=99, section="short", mark="claim", rests_on=["EV002"],
                        verdict="supported", grade="high", state="shown",
                    )  # fmt: skip
                case "retracted":
                    revision = Sentence.objects.filter(key="short-1").first().revision
                    row = Sentence.objects.create(
                        revision=revision, key="new", position=99, section="short", mark="claim", rests_on=["EV003"],
                        verdict="contested", grade="high", state="shown",
                    )  # fmt: skip
                    Binding.objects.create(
                        sentence=row, reference="EV003", kind="evidence", standing_seen="retracted",
                        verdict_seen="not_supported", source=Source.objects.get(code="EV003"),
                    )  # fmt: skip
                case "silent":
                    Sentence.objects.filter(key="short-1").update(state="withdrawn")
            this.record(subject="Q10")
            with transaction.get_connection().cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises((IntegrityError, Refused), match="knowledge|binding|written once|words|become"):
        attack()


@pytest.mark.req("I11")
def test_what_ends_by_date_is_replaced_at_the_next_request_without_any_act() -> None:
    before = selectors.publication()
    late = build.TODAY + timedelta(days=800)
    shown = build.shown(language=Language.JA, today=late)
    assert shown["short-1"].origin == "expired"
    assert "見直" in shown["short-1"].text
    assert not shown["short-3"].withdrawn
    assert selectors.publication() == before


@pytest.mark.req("I11")
def test_a_withdrawn_sentence_does_not_come_back_when_its_source_does() -> None:
    withdraw()
    change_source(
        source="EV001", standing=EvidenceStanding.CURRENT, reason="Reinstated.", by=build.EDITOR, key="back"
    )
    assert build.shown()["short-1"].withdrawn
    with pytest.raises((IntegrityError, Refused), match="become|no_way_back"), transaction.atomic():  # noqa: SIM117
        with act(verbs.PAGE_DRAFTED, by=build.EDITOR, key="sql", content={}):
            Sentence.objects.filter(key="short-1", state="withdrawn").update(
                state="shown", withdrawn_at=None, withdrawn_why=""
            )
