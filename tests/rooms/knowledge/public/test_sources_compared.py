"""Cell sources, telomeres, potency, genes and mechanism: each claim with its evidence and its verdict (S16)."""

import re
from typing import Any

import pytest
from django.test import Client

from cordline.knowledge.coverage import statements
from cordline.knowledge.files import read_base
from cordline.knowledge.public import names, reading
from cordline.knowledge.types import Language, Mark, PageKind, Verdict

PAGES = {"Q11": "cell-sources-compared", "Q15": "genes"}
# What the page must speak of, by the key of its sentence.
SPOKEN_OF = {
    "Q11": (
        "known-marrow",
        "known-fat",
        "known-telomeres",
        "known-ageing",
        "known-immune",
        "unknown-potency",
    ),
    "Q15": ("short-2", "known-dna", "known-release", "known-not-tissue", "known-earlier", "unknown-how"),
}


@pytest.mark.req("S16", "I11")
def test_each_statement_on_cell_sources_and_genes_is_shown_with_a_verdict_and_what_it_rests_on() -> None:
    base = read_base()
    mine = [row for row in statements(base) if row.claim.split(".")[0] in PAGES]
    assert len(mine) == 23 + 9
    judged = [row for row in mine if row.binding != "content"]
    assert [row.claim for row in judged if not row.said or not row.rests_on] == []
    for row in judged:
        assert set(row.rests_on) <= {*base.evidence, *(f"record:{name}" for name in names.RECORDS)}
    # Not all of it is good news: the verdicts differ, and what is disputed or unsupported is most of it.
    verdicts = [base.claims[row.claim].verdict for row in judged]
    against = [each for each in verdicts if each in (Verdict.CONTESTED, Verdict.NOT_SUPPORTED)]
    assert len(against) > len(verdicts) / 2
    assert Verdict.SUPPORTED in verdicts


@pytest.mark.req("S16", "U53")
@pytest.mark.parametrize("lang", list(Language))
@pytest.mark.parametrize("question", list(PAGES))
def test_a_visitor_sees_at_each_claim_its_references_its_verdict_and_its_strength(
    site: Client, question: str, lang: Language
) -> None:
    answer: Any = site.get(f"/{lang}/questions/{PAGES[question]}/")
    html = answer.content.decode()
    page = reading.page(PageKind.ANSWER, PAGES[question], lang)
    assert page is not None
    assert page.language == lang
    assert set(SPOKEN_OF[question]) <= {each.key for each in page.sentences}
    claims = [each for each in page.sentences if each.mark is Mark.CLAIM]
    assert len(claims) >= 20
    for each in claims:
        assert each.verdict is not None, each.key
        assert each.grade is not None, each.key
        assert each.sources, each.key
        if each.section != "short":
            shown = re.search(rf'<li id="{each.key}".*?</li>\n', html, re.S)
            assert shown is not None, each.key
            assert 'href="#ref-' in shown[0], each.key
            assert re.search(rf'class="chip (?:{each.verdict}|record)"', shown[0]), each.key
            assert 'class="grade"' in shown[0] or 'class="chip record"' in shown[0], each.key
    # Each number leads to its entry, and each entry of the literature to what speaks for and against it.
    numbers = set(re.findall(r'href="#(ref-\d+)"', html))
    assert numbers <= set(re.findall(r'<li id="(ref-\d+)"', html))
    assert f"/{lang}/evidence/EV102/" in html if question == "Q11" else f"/{lang}/evidence/EV041/" in html


@pytest.mark.req("S16")
@pytest.mark.parametrize("lang", list(Language))
def test_telomeres_and_the_mechanism_are_words_that_open(site: Client, lang: Language) -> None:
    for question, term in (("Q11", "G43"), ("Q15", "G46")):
        base = read_base()
        slug = base.terms[term].slug
        answer: Any = site.get(f"/{lang}/questions/{PAGES[question]}/")
        html = answer.content.decode()
        assert f'href="#word-{slug}"' in html
        box = re.search(rf'<aside class="pop" id="word-{slug}".*?</aside>', html, re.S)
        assert box is not None
        assert base.terms[term].words[lang].title in box[0]
