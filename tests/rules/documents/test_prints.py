"""A print is tagged, complete on each page, and the same facts give the same bytes."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from cordline.documents import labels, pdf
from cordline.documents.labels import Label, LabelKind

AT = datetime(2026, 3, 4, 6, 32, tzinfo=UTC)
PRINTED = pdf.PrintedBy(
    "Deviation",
    "DV26-0029-I",
    "Harbour Demonstration Clinic",
    "Lim Contoh",
    "4 Mar 2026, 14:32 Kuala Lumpur, UTC+8",
)
FACTS = {
    "state": "Open",
    "pairs": [["Severity", "Major"], ["Opened", "4 Mar 2026"]],
    "sections": [
        {"heading": "What happened", "paragraphs": ["The door stood open."] * 90, "columns": [], "rows": []},
        {"heading": "Acts", "paragraphs": [], "columns": ["When", "Who"], "rows": [["today", "Lim"]]},
    ],
    "signatures": [],
}


def test_the_same_facts_give_the_same_bytes_and_others_do_not() -> None:
    first = pdf.render("documents/record", FACTS, printed=PRINTED, printed_at=AT)
    assert first == pdf.render("documents/record", FACTS, printed=PRINTED, printed_at=AT)
    assert first != pdf.render(
        "documents/record", {**FACTS, "state": "Closed"}, printed=PRINTED, printed_at=AT
    )


@pytest.mark.req("U123")
def test_a_print_is_tagged_has_a_title_and_a_language_and_its_own_fonts() -> None:
    made = pdf.render("documents/record", FACTS, printed=PRINTED, printed_at=AT)
    assert made.startswith(b"%PDF-")
    reader = PdfReader(io.BytesIO(made))
    assert reader.metadata is not None
    assert reader.metadata.title == "Deviation DV26-0029-I"
    root = reader.root_object
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.xmp_metadata is not None
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts == {"IBMPlexSans", "IBMPlexSans-Bold", "IBMPlexMono-Bold"}


@pytest.mark.req("U123")
def test_every_page_carries_header_number_printer_copy_and_watermark() -> None:
    made = pdf.render("documents/record", FACTS, printed=PRINTED, printed_at=AT)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    assert len(pages) > 1
    for number, words in enumerate(pages, start=1):
        assert "DV26-0029-I, version 1" in words
        assert f"page {number} of {len(pages)}" in words
        assert "Copy, printed by Lim Contoh, 4 Mar 2026, 14:32 Kuala Lumpur, UTC+8" in words
        assert "NOT A REAL RECORD" in words


def test_no_template_outside_the_house_can_be_named() -> None:
    for name in ("../etc/passwd", "documents/../../x", "documents/nothing", "nothing", "/tmp/x"):  # noqa: S108
        with pytest.raises(pdf.TemplateMissing):
            pdf.render(name, {}, printed=PRINTED)


@pytest.mark.req("I13")
def test_no_float_reaches_a_print() -> None:
    with pytest.raises(TypeError):
        pdf.render("documents/record", {**FACTS, "state": 2.0}, printed=PRINTED)


@pytest.mark.parametrize(
    ("kind", "width_mm", "height_mm"),
    [(LabelKind.VIAL, 33, 13), (LabelKind.DOSE, 90, 50), (LabelKind.WRISTBAND, 250, 25)],
)
def test_a_label_is_printed_at_its_true_size(kind: LabelKind, width_mm: int, height_mm: int) -> None:
    made = labels.print_labels(kind, [Label("VL26-0107-K", ("words",))] * 2, printed=PRINTED)
    pages = PdfReader(io.BytesIO(made)).pages
    assert len(pages) == 2
    for page in pages:
        assert abs(float(page.mediabox.width) / 72 * 25.4 - width_mm) < 0.05
        assert abs(float(page.mediabox.height) / 72 * 25.4 - height_mm) < 0.05


def test_no_font_is_larger_than_a_commit_allows() -> None:
    fonts = list((Path(pdf.__file__).parent / "fonts").glob("*.ttf"))
    assert sum(font.name.startswith("IBMPlex") for font in fonts) == 4
    assert all(font.stat().st_size < 300_000 for font in fonts)


@pytest.mark.req("U123", "U46")
@pytest.mark.parametrize(
    ("name", "accessible"),
    [
        ("サンプル 研一（デモ）", True),
        ("示例 技术员（演示）", True),
        ("மாதிரி தரம் (demo)", True),
        ("𓂀𓃰 (demo)", False),
    ],
)
def test_a_name_in_any_script_prints(name: str, accessible: bool) -> None:
    reader = PdfReader(io.BytesIO(pdf.render("documents/record", FACTS, printed=replace(PRINTED, by=name))))
    assert reader.metadata is not None
    said = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata is not None else ""
    assert ("pdfuaid" in said) is accessible
