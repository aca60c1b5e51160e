"""Symbols are written and read back, damaged and whole, alone and from the printed label."""

import io
import random

import pytest
import zxingcpp
from PIL import Image

from cordline.documents import barcodes
from cordline.documents.barcodes import Symbol, Symbology, UnreadableSymbol, read_back, symbol
from cordline.ground.codes import Kind, make

CODES = [make(kind, 26, number) for number, kind in enumerate(Kind, start=1)] + [
    make(Kind.VIAL, 99, 999_999_999)
]


@pytest.mark.req("U38", "U40")
@pytest.mark.parametrize("symbology", list(Symbology))
def test_every_kind_of_code_comes_back_as_it_was_written(symbology: Symbology) -> None:
    for code in CODES:
        assert read_back(symbol(code, symbology)) == code


def test_the_square_is_square_and_the_bars_are_one_row() -> None:
    square = symbol("VL26-0107-K")
    assert len(square.rows) == square.width
    assert len(symbol("WB26-0001-0", Symbology.CODE_128).rows) == 1


@pytest.mark.parametrize("text", ["", "VL26-0107-é"])
def test_what_is_no_plain_text_is_not_drawn(text: str) -> None:
    with pytest.raises(ValueError, match="plain ASCII"):
        symbol(text)


def test_a_symbol_that_reads_back_as_something_else_is_never_given_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(barcodes, "read_back", lambda drawn: "VL26-0108-X")
    with pytest.raises(UnreadableSymbol):
        symbol("VL26-0107-K")


@pytest.mark.req("U40")
def test_a_scratched_square_reads_right_or_not_at_all() -> None:
    chance = random.Random(2026)  # noqa: S311 - a seeded scratch, no secret
    drawn = symbol("VL26-0107-K")
    right = 0
    for _ in range(60):
        rows = [list(row) for row in drawn.rows]
        top, left = chance.randrange(1, drawn.width - 4), chance.randrange(1, drawn.width - 4)
        for row in rows[top : top + 2]:
            row[left : left + 2] = ["1", "1"]
        found = read_back(Symbol(drawn.symbology, drawn.text, tuple("".join(row) for row in rows)))
        assert found in (drawn.text, None)
        right += found == drawn.text
    assert right >= 57


def test_the_drawing_has_exactly_the_dark_modules() -> None:
    drawn = symbol("VL26-0107-K")
    picture = Image.new("L", (drawn.width, drawn.width), 255)
    for line, start, length in _runs(drawn.svg):
        picture.paste(0, (start, line, start + length, line + 1))
    rows = tuple(
        "".join("1" if picture.getpixel((x, y)) == 0 else "0" for x in range(drawn.width))
        for y in range(drawn.width)
    )
    assert rows == drawn.rows


def _runs(svg: str) -> list[tuple[int, int, int]]:
    path = svg.split('d="')[1].split('"')[0]
    runs = []
    for piece in path.split("z")[:-1]:
        place, rest = piece[1:].split("h", 1)
        start, line = place.split(" ")
        runs.append((int(line), int(start), int(rest.split("v")[0])))
    return runs


@pytest.mark.req("U38")
def test_labels_read_back_from_the_print_itself() -> None:
    import typst

    from cordline.documents import labels, pdf

    printed = pdf.PrintedBy("Vial labels", "VL26-0107-K", "Harbour Demonstration Clinic", "staff.1", "now")
    for kind, code in (
        (labels.LabelKind.VIAL, "VL26-0107-K"),
        (labels.LabelKind.DOSE, "DS26-0003-0"),
        (labels.LabelKind.WRISTBAND, make(Kind.WRISTBAND, 26, 1)),
    ):
        inputs = labels.sheet(kind, [labels.Label(code, ("MSC(WJ) stromal cells", "LT26-0042-8"))], printed)
        picture = typst.compile(
            str(pdf.template_path("documents/labels")),
            root=str(pdf.HOUSE),
            font_paths=pdf.fonts(),
            format="png",
            ppi=300,
            sys_inputs={"facts": pdf.facts(inputs, printed)},
        )
        assert isinstance(picture, bytes)
        image = Image.open(io.BytesIO(picture)).convert("L")
        found = zxingcpp.read_barcode(image)
        assert found is not None
        assert found.text == code
