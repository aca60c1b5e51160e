"""Products that look alike are told apart wherever one is chosen (U24); nothing is done by dragging alone (U11)."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template

from cordline.assays.pages.samples import SampleForm
from cordline.donors.pages.recording import DonationForm
from cordline.ground.products import Product
from cordline.web.drawings import DRAWINGS
from cordline.web.forms import ActForm

HOUSE = Path(__file__).parents[3] / "src" / "cordline"
# What lets something be dragged: the attribute, the events, and following a held pointer.
DRAGS = re.compile(
    r"draggable\s*=|\bon?drag(?:start|over|end|enter)?\b|['\"]drag(?:start|over|end|enter|leave)?['\"]"
    r"|['\"]drop['\"]|dataTransfer|(?:pointer|mouse|touch)move|sortable",
    re.IGNORECASE,
)
CUTS = re.compile(r"text-overflow\s*:\s*ellipsis|line-clamp|truncatechars|truncatewords")


def ours(*endings: str) -> list[Path]:
    """The files of pages that the house itself wrote."""
    found = [file for ending in endings for file in HOUSE.glob(f"*/**/*{ending}")]
    return [file for file in found if "vendor" not in file.parts]


@pytest.mark.req("U24")
def test_products_differ_by_their_leading_word_their_form_and_an_outline_without_colour() -> None:
    leading = [re.split(r"[\s,(]", product.label)[0].casefold() for product in Product]
    assert len(set(leading)) == len(Product)
    assert len({product.form for product in Product}) == len(Product)
    drawn = [DRAWINGS[product.drawing] for product in Product]
    assert len(set(drawn)) == len(Product)
    assert not any(colour in drawing for drawing in drawn for colour in ('fill="#', "style=", "rgb("))


@pytest.mark.django_db
@pytest.mark.req("U24")
@pytest.mark.parametrize("form", [SampleForm, DonationForm])
def test_every_list_to_choose_a_product_from_shows_outline_name_and_form(form: type[ActForm]) -> None:
    shown = str(form()["product"])
    assert "<select" not in shown
    for product in Product:
        row = re.search(rf'value="{product.value}".*?</label>', shown, re.DOTALL)
        assert row is not None
        assert "<svg" in row.group(0)
        assert product.label in row.group(0)
        assert product.form.replace("'", "&#x27;") in row.group(0)
        assert row.group(0).index(product.label) < row.group(0).index(product.form.replace("'", "&#x27;"))


@pytest.mark.req("U24")
def test_two_lots_of_one_product_differ_by_their_passage_in_the_same_breath() -> None:
    def named(passage: int) -> str:
        words = Template("{% load cordline %}{% product line passage %}")
        return words.render(Context({"line": Product.MSC_WJ, "passage": passage}))

    assert "MSC(WJ) stromal cells, P3" in named(3)
    assert named(3) != named(4)


@pytest.mark.req("U24")
def test_no_page_cuts_words_off_with_an_ellipsis() -> None:
    assert [str(file) for file in ours(".css", ".html", ".js") if CUTS.search(file.read_text())] == []


@pytest.mark.req("U11")
def test_nothing_is_dragged_so_everything_is_done_by_buttons_links_and_boxes() -> None:
    scripts = ours(".html", ".js")
    assert len(scripts) > 50
    assert [str(file) for file in scripts if DRAGS.search(file.read_text())] == []
    assert DRAGS.search('<li draggable="true">')
    assert DRAGS.search("node.addEventListener('dragstart', begin)")
