"""The twelve contradictions of the clinic's public description (X1 to X12): our pages repeat none of them."""

import re

import pytest

from cordline.knowledge.files import read_base
from cordline.knowledge.rows import Base, PageFile, SentenceRow
from cordline.knowledge.types import Fate, Language, Mark, Section, Status, Verdict

Said = tuple[PageFile, SentenceRow]
LANGUAGES = list(Language)


@pytest.fixture(scope="module")
def base() -> Base:
    """The shipped base."""
    return read_base()


def answers(base: Base, claim: str) -> list[Said]:
    """Every sentence that answers a statement of the coverage list."""
    return [(page, each) for page in base.every_page() for each in page.sentences if claim in each.claims]


def ours(base: Base, claim: str) -> list[Said]:
    """Those that say it in our own name: outside what is quoted of others, and not to deny it."""
    return [
        (page, each)
        for page, each in answers(base, claim)
        if each.section is not Section.ELSEWHERE and not each.denies
    ]


def text(said: Said, language: Language = Language.EN) -> str:
    """The words of a sentence in a language."""
    page, sentence = said
    return page.words[language].text[sentence.key]


def only_quoted(base: Base, claim: str) -> bool:
    """Whether a statement is nowhere ours, and somewhere quoted with its verdict."""
    quoted = answers(base, claim)
    return (
        base.claims[claim].fate is Fate.ELSEWHERE
        and bool(quoted)
        and all(
            each.verdict is not Verdict.SUPPORTED for _, each in quoted if each.section is Section.ELSEWHERE
        )
        and not [each for _, each in ours(base, claim) if each.verdict in (Verdict.SUPPORTED, Verdict.PARTLY)]
    )


@pytest.mark.req("X1")
def test_x1_cells_are_explained_by_what_they_release_and_nowhere_by_becoming_tissue(base: Base) -> None:
    assert only_quoted(base, "Q08.c7")
    assert only_quoted(base, "Q11.c9")
    for claim in ("Q15.c2", "Q15.c6", "Q15.c7"):
        assert base.claims[claim].fate is Fate.SHOWN
        assert ours(base, claim)
    for claim in ("Q11.c10", "Q11.c11", "Q11.c12", "Q11.c13"):
        assert base.claims[claim].fate in (Fate.ELSEWHERE, Fate.CONTESTED)
        assert base.claims[claim].verdict in (Verdict.CONTESTED, Verdict.NOT_SUPPORTED)


@pytest.mark.req("X2")
def test_x2_cells_are_nowhere_said_to_stay_vigorous(base: Base) -> None:
    assert only_quoted(base, "Q11.c21")
    for language in LANGUAGES:
        assert any("{F13}" in text(said, language) for said in ours(base, "Q15.c6"))


@pytest.mark.req("X3")
def test_x3_no_page_lets_one_short_stay_hold_the_draw_and_the_return_of_nk_cells(base: Base) -> None:
    short = [each for each in base.pages["Q13"].sentences if each.section is Section.SHORT]
    assert any("record:nk_chain" in each.rests_on and "Q13.c1" in each.claims for each in short)
    both = [said for said in answers(base, "Q04.c6") if "Q13.c1" in said[1].claims]
    assert both
    for language in LANGUAGES:
        assert all("{F10}" in text(said, language) for said in both)
        for code in ("Q04", "nk"):
            page = base.pages[code]
            mentions = [each for each in page.sentences if "{F10}" in page.words[language].text[each.key]]
            assert all("EV111" in each.rests_on for each in mentions), code  # the weeks that a culture takes


@pytest.mark.req("X4")
@pytest.mark.parametrize("language", LANGUAGES)
def test_x4_the_stay_says_that_a_reaction_may_come_on_the_flight_home(base: Base, language: Language) -> None:
    page = base.pages["Q13"]
    short = [each for each in page.sentences if each.section is Section.SHORT]
    flight = {
        Language.EN: "flight",
        Language.MS: "penerbangan",
        Language.JA: "飛行機",
        Language.ZH_HANS: "飞机",
    }
    assert any(
        "{F7}" in page.words[language].text[each.key]
        and flight[language] in page.words[language].text[each.key]
        for each in short
    )


@pytest.mark.req("X5")
def test_x5_a_secretome_drip_for_looks_is_quoted_and_refused(base: Base) -> None:
    assert base.claims["Q14.c7"].fate is Fate.ELSEWHERE
    assert base.claims["Q14.c7"].verdict is Verdict.NOT_SUPPORTED
    drip = {reference for _, each in answers(base, "Q14.c7") for reference in each.rests_on}
    assert "EV129" in drip  # no trial of a drip for the skin was found
    assert base.evidence["EV129"].verdict == "not_supported"
    skin = {reference for _, each in answers(base, "Q05.c8") for reference in each.rests_on}
    assert skin <= {"EV123", "EV124", "EV129", "EV121"}


@pytest.mark.req("X6", "W36")
@pytest.mark.parametrize("language", LANGUAGES)
def test_x6_nothing_but_the_live_figure_says_how_many_serious_events_there_were(
    base: Base, language: Language
) -> None:
    said = answers(base, "Q10.c3")
    assert said
    for each in said:
        if each[1].section is not Section.ELSEWHERE:
            assert each[1].rests_on == ("figure:serious_events",)
            assert text(each, language) == "{figure:serious_events}"


@pytest.mark.req("X7")
@pytest.mark.parametrize(
    ("language", "word", "denial"),
    [
        (Language.EN, r"sterili[sz]", r"cannot|not be"),
        (Language.MS, r"steril", r"tidak boleh|tidak dapat"),
        (Language.JA, r"滅菌", r"できません|できない"),
        (Language.ZH_HANS, r"灭菌", r"无法|不能"),
    ],
)
def test_x7_living_tissue_is_never_called_sterilised(
    base: Base, language: Language, word: str, denial: str
) -> None:
    found = 0
    for page in base.every_page():
        for each in page.sentences:
            words = page.words[language].text.get(each.key, "")
            if re.search(word, words) and each.section is not Section.ELSEWHERE:
                found += 1
                assert re.search(denial, words), f"{page.id} {each.key}"
    assert found
    assert only_quoted(base, "Q09.c16") or base.claims["Q09.c16"].fate is Fate.ELSEWHERE


@pytest.mark.req("X8")
def test_x8_every_test_of_a_donor_is_named_and_no_list_ends_in_etc(base: Base) -> None:
    page = base.pages["Q09"]
    said = " ".join(
        page.words[Language.EN].text[each.key] for each in page.sentences if each.section is Section.KNOWN
    )
    for name in ("HBsAg", "anti-HBc", "Hepatitis C", "HIV", "Syphilis", "HTLV", "CMV", "West Nile"):
        assert name in said
    for other in base.every_page():
        for each in other.sentences:
            if each.section is not Section.ELSEWHERE:
                assert not re.search(r"\betc\b|and so on", other.words[Language.EN].text.get(each.key, ""))


@pytest.mark.req("X9")
def test_x9_what_the_page_on_genes_rests_on_is_an_article_that_can_be_found(base: Base) -> None:
    assert base.claims["Q15.c9"].fate is Fate.ELSEWHERE
    used = {
        reference
        for each in base.pages["Q15"].sentences
        for reference in each.rests_on
        if reference.startswith("EV") and each.section is not Section.ELSEWHERE
    }
    admitted = {
        reference
        for each in base.pages["Q15"].sentences
        if each.section is Section.UNKNOWN
        for reference in each.rests_on
    }
    assert used
    for code in used:
        row = base.evidence[code]
        can_be_found = row.url.startswith("https://") or row.identifier not in ("", "n/a")
        assert can_be_found or code in admitted, code  # no article: the page itself says that it found none
    assert "no single study" in " ".join(base.pages["Q15"].words[Language.EN].text.values()).lower()


@pytest.mark.req("X10", "U57")
def test_x10_a_licence_of_the_laboratory_is_never_an_approval_of_the_product(base: Base) -> None:
    said = [each for _, each in ours(base, "Q09.c17")]
    assert any("record:facility_licence" in each.rests_on for each in said)
    assert any("record:facility_licence" not in each.rests_on for each in said)
    for page in base.pages.values():
        for status in page.statuses:
            if status.state in (Status.APPROVED, Status.REGISTERED):
                assert "EV146" not in status.rests_on, page.id
                assert "record:facility_licence" not in status.rests_on, page.id


@pytest.mark.req("X11")
def test_x11_more_cells_are_nowhere_said_to_be_better(base: Base) -> None:
    assert base.claims["Q11.c8"].fate is Fate.CONTESTED
    for said in ours(base, "Q11.c8"):
        assert {"EV089", "EV090"} & set(said[1].rests_on)
        assert re.search(r"disputed|not better|not simply better", text(said))
    assert all(each.mark is Mark.CLAIM for _, each in answers(base, "Q11.c7"))


@pytest.mark.req("X12")
@pytest.mark.parametrize(
    ("language", "names"),
    [
        (Language.EN, ("anaphylaxis", "clots", "infections", "deaths")),
        (Language.MS, ("anafilaksis", "Darah beku", "jangkitan", "kematian")),
        (Language.JA, ("アナフィラキシー", "血栓", "感染", "死亡")),
        (Language.ZH_HANS, ("过敏", "血栓", "感染", "死亡")),
    ],
)
def test_x12_the_short_answer_names_what_can_go_gravely_wrong(
    base: Base, language: Language, names: tuple[str, ...]
) -> None:
    short = [
        said for said in ours(base, "Q10.c2") if said[0].id == "Q10" and said[1].section is Section.SHORT
    ]
    words = " ".join(text(said, language) for said in short)
    assert [name for name in names if name not in words] == []


@pytest.mark.req("W43")
def test_what_no_source_supports_is_said_in_our_name_only_to_deny_it(base: Base) -> None:
    """A page that answers such a statement itself denies it, grades it down, or says what is so instead."""
    for claim in base.claims.values():
        if claim.fate is Fate.ELSEWHERE and claim.verdict is Verdict.NOT_SUPPORTED:
            said = [each for _, each in ours(base, claim.id) if each.verdict is Verdict.SUPPORTED]
            against = {"Q09.c16": "known-12", "Q11.c17": "you-msc"}  # these say the contrary
            assert [each.key for each in said if each.key != against.get(claim.id)] == [], claim.id
