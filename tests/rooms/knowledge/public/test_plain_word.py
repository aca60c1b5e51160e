"""The plain word: "stromal" and "stem" are both explained, and the product says which tissue it is of (W48)."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from cordline.ground.products import Product
from cordline.knowledge import markup
from cordline.knowledge.files import read_base
from cordline.knowledge.public import names
from cordline.knowledge.types import Language, Mark

# Both words as each language has them, and the older name of the cell that no page may use as its own.
STROMAL = {Language.EN: "stromal", Language.MS: "stroma", Language.JA: "間質", Language.ZH_HANS: "基质"}
STEM = {Language.EN: "stem", Language.MS: "stem", Language.JA: "幹", Language.ZH_HANS: "干"}
SUPPORTING = {
    Language.EN: "supporting tissue",
    Language.MS: "tisu penyokong",
    Language.JA: "支える組織",
    Language.ZH_HANS: "支",
}
OLD_NAME = re.compile(
    r"mesenchymal stem|sel (?:stem|induk|tunjang) mesenkima|間葉系幹細胞|间充质干细胞", re.IGNORECASE
)


@pytest.mark.req("W48")
@pytest.mark.parametrize("lang", list(Language))
def test_stromal_and_stem_are_both_explained_side_by_side_and_in_the_glossary(
    site: Client, lang: Language
) -> None:
    answer: Any = site.get(f"/{lang}/questions/cell-sources-compared/")
    shown = re.search(r'<li id="known-stromal".*?</li>\n', answer.content.decode(), re.S)
    assert shown is not None
    for word in (STROMAL[lang], STEM[lang], SUPPORTING[lang]):
        assert word in shown[0].lower()
    assert 'href="#ref-' in shown[0]
    base = read_base()
    for term in ("G05", "G14"):
        slug = base.terms[term].slug
        glossary: Any = site.get(f"/{lang}/terms/{slug}/")
        said = glossary.content.decode()
        assert base.terms[term].words[lang].title in said
        assert STEM[lang] in said.lower()
    assert STROMAL[lang] in said.lower()  # the last page, of MSC, explains both
    assert OLD_NAME.search(said)  # and names the older word as what it is


@pytest.mark.req("W48")
def test_what_explains_the_words_is_a_claim_on_the_bodies_that_define_them() -> None:
    base = read_base()
    marked = {each.key: each for each in base.pages["Q11"].sentences}
    assert marked["known-stromal"].mark is Mark.CLAIM
    assert marked["known-name"].mark is Mark.CLAIM
    assert "ISCT" in base.evidence["EV049"].summary
    assert "EV049" in marked["known-name"].rests_on  # the tissue is to be named


@pytest.mark.req("W48", "U24")
@pytest.mark.parametrize("lang", list(Language))
def test_the_product_is_msc_wj_wherever_it_is_named(site: Client, lang: Language) -> None:
    answer: Any = site.get(f"/{lang}/treatments/msc/")
    html = answer.content.decode()
    assert "MSC (WJ)" in html.partition("<h1>")[2].partition("</h1>")[0]
    with translation.override(lang.value.lower()):
        assert "MSC (WJ)" in str(names.PRODUCTS["msc"])
    assert Product.MSC_WJ.label.startswith("MSC(WJ) stromal")
    treatments: Any = site.get(f"/{lang}/treatments/")
    assert "MSC (WJ)" in treatments.content.decode()


@pytest.mark.req("W48")
def test_no_page_calls_the_cells_by_the_older_name_but_where_it_is_explained() -> None:
    found = {
        (page.id, key)
        for page in read_base().every_page()
        for words in page.words.values()
        for key, text in {**words.text, "title": words.title, "one_line": words.one_line}.items()
        if OLD_NAME.search(markup.plain(text, {}))
    }
    assert found == {("G14", "more-2")}
