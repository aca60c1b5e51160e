"""How numbers, doses, dates and money are written, pinned in four languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cordline.ground import writing
from cordline.ground.reading import Bounds, Entered, read_count, read_day, read_decimal, read_quantity
from cordline.ground.refusal import Refusal

NOON = datetime(2026, 3, 4, 6, 30, tzinfo=UTC)
DOSE = Bounds("the dose", (1_000_000, 1_000_000_000), (50_000_000, 300_000_000), "cells")


@pytest.mark.req("U16", "U17", "U22", "U23")
@pytest.mark.parametrize(
    ("count", "lang", "written"),
    [
        (180_000_000, "en", "180,000,000 cells (180 million)"),
        (180_000_000, "ms", "180,000,000 sel (180 juta)"),
        (180_000_000, "ja", "細胞180,000,000個（1億8,000万）"),
        (180_000_000, "zh-hans", "180,000,000个细胞（1亿8,000万）"),
        (1_992_000_000, "en", "1,992,000,000 cells (1,992 million)"),
        (25_400_000, "en", "25,400,000 cells (25.4 million)"),
        (1_234_567, "en", "1,234,567 cells (about 1.235 million)"),
        (25_400, "en", "25,400 cells (25.4 thousand)"),
        (999, "en", "999 cells"),
        (1, "en", "1 cell"),
        (0, "en", "0 cells"),
        (9_999, "ja", "細胞9,999個"),
        (12_345, "zh-hans", "12,345个细胞（1万2,345）"),
    ],
)
def test_cells_stand_in_digits_and_in_words(count: int, lang: str, written: str) -> None:
    assert writing.cells(count, lang) == written


def test_a_language_is_named_and_an_unknown_one_stands_for_itself() -> None:
    named = [writing.language_name(code) for code in ("ja", "zh-hans", "zh-Hans", "ta")]
    assert named == ["Japanese", "Chinese", "Chinese", "ta"]


@pytest.mark.req("U16", "I13")
def test_cells_that_are_no_whole_number_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="whole"):
        writing.cells(1.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="float"):
        writing.number(2.0)  # type: ignore[arg-type]


@pytest.mark.req("U18")
@pytest.mark.parametrize("lang", writing.LANGUAGES)
@pytest.mark.parametrize("count", [10**power for power in range(13)])
def test_no_power_of_ten_is_written_with_an_exponent_or_a_superscript(count: int, lang: str) -> None:
    written = writing.cells(count, lang)
    assert writing.whole(count) in written
    assert not set("⁰¹²³⁴⁵⁶⁷⁸⁹^eE×") & set(written.replace("cell", "").replace("sel", ""))


@pytest.mark.req("U19")
@pytest.mark.parametrize(
    ("value", "unit", "places", "written"),
    [
        ("2.0", "mL", None, "2 mL"),
        ("2.50", "ml", None, "2.5 mL"),
        (".5", "mL", None, "0.5 mL"),
        ("91", "%", None, "91 %"),
        ("0.050", "EU/mL", 3, "0.050 EU/mL"),
        ("5", "ug", None, "5 micrograms"),
        ("1200", "IU", None, "1,200 units"),
        ("1E+3", "mL", None, "1,000 mL"),
        ("-80", "C", None, "-80 °C"),
    ],
)
def test_a_value_has_a_leading_zero_no_trailing_one_and_a_space_before_its_unit(
    value: str, unit: str, places: int | None, written: str
) -> None:
    assert writing.quantity(Decimal(value), unit, places) == written


def test_a_dose_names_cells_per_kg_and_containers() -> None:
    assert writing.dose(140_000_000, weight_kg=Decimal("70"), containers=6) == (
        "140,000,000 cells (140 million), 2,000,000 cells per kg, 6 containers"
    )


@pytest.mark.req("U26", "U22")
@pytest.mark.parametrize(
    ("lang", "written"),
    [("en", "4 Mar 2026"), ("ms", "4 Mac 2026"), ("ja", "2026年3月4日"), ("zh-hans", "2026年3月4日")],
)
def test_a_date_has_its_month_in_letters(lang: str, written: str) -> None:
    assert writing.day(date(2026, 3, 4), lang) == written


@pytest.mark.req("U31", "U28")
@pytest.mark.parametrize(
    ("today", "written"),
    [(date(2026, 7, 13), "14-Jul-1945 (80y)"), (date(2026, 7, 14), "14-Jul-1945 (81y)")],
)
def test_a_birth_date_stands_with_its_age_and_turns_on_the_birthday(today: date, written: str) -> None:
    assert writing.birth(date(1945, 7, 14), today) == written


@pytest.mark.req("U27")
@pytest.mark.parametrize(
    ("zone", "lang", "written"),
    [
        ("Asia/Kuala_Lumpur", "en", "4 Mar 2026, 14:30 Kuala Lumpur, UTC+8"),
        ("Asia/Kuala_Lumpur", "ms", "4 Mac 2026, 14:30 Kuala Lumpur, UTC+8"),
        ("Asia/Kuala_Lumpur", "ja", "2026年3月4日 14:30 クアラルンプール, UTC+8"),
        ("Asia/Kuala_Lumpur", "zh-hans", "2026年3月4日 14:30 吉隆坡, UTC+8"),
        ("Pacific/Honolulu", "en", "3 Mar 2026, 20:30 Honolulu, UTC-10"),
        ("Asia/Kolkata", "en", "4 Mar 2026, 12:00 Kolkata, UTC+5:30"),
        ("Europe/London", "en", "4 Mar 2026, 06:30 London, UTC+0"),
        ("UTC", "en", "4 Mar 2026, 06:30 UTC"),
    ],
)
def test_a_clock_time_names_its_zone(zone: str, lang: str, written: str) -> None:
    assert writing.when(NOON, zone, lang) == written


@pytest.mark.req("U27")
def test_a_reader_elsewhere_also_sees_their_own_time_and_date() -> None:
    assert writing.own_time(NOON, "Asia/Kuala_Lumpur", "Asia/Singapore") == ""
    assert writing.own_time(NOON, "Asia/Kuala_Lumpur", "Asia/Tokyo") == "15:30 Tokyo, UTC+9"
    assert (
        writing.own_time(NOON, "Asia/Kuala_Lumpur", "Pacific/Honolulu")
        == "3 Mar 2026, 20:30 Honolulu, UTC-10"
    )


@pytest.mark.req("U28")
def test_a_moment_without_a_zone_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        writing.when(datetime(2026, 3, 4, 6, 30), "UTC")  # noqa: DTZ001


@pytest.mark.req("U25")
@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (1_250_050, "MYR", "MYR 12,500.50"),
        (1250, "JPY", "JPY 1,250"),
        (-5, "EUR", "EUR -0.05"),
        (0, "CNY", "CNY 0.00"),
    ],
)
def test_money_stands_under_its_iso_code(minor: int, currency: str, written: str) -> None:
    assert writing.money(minor, currency) == written


@pytest.mark.req("U20", "U21", "I13")
@pytest.mark.parametrize(
    ("text", "scale", "answer"),
    [
        ("180", "million", 180_000_000),
        ("1,250.5", "thousand", "reading.unusual"),
        ("180", "", "reading.scale_missing"),
        ("18", "one", "reading.implausible"),
        ("1,800,000", "million", "reading.implausible"),
        ("1.2345678", "million", "reading.not_whole"),
        ("1,5", "million", "reading.not_a_number"),
        ("1e8", "one", "reading.not_a_number"),
        ("", "million", "reading.empty"),
        ("１８０", "million", 180_000_000),
    ],
)
def test_a_count_is_read_with_its_scale_or_refused(text: str, scale: str, answer: int | str) -> None:
    got = read_count(text, scale, DOSE)
    if isinstance(answer, int):
        assert got == Entered(Decimal(answer))
    elif answer == "reading.unusual":
        assert isinstance(got, Entered)
        assert got.unusual is not None
        assert got.unusual.code == answer
    else:
        assert isinstance(got, Refusal)
        assert got.code == answer


@pytest.mark.req("U21")
def test_the_message_tells_which_bound_was_crossed() -> None:
    beyond, unusual = read_count("18", "one", DOSE), read_count("400", "million", DOSE)
    assert isinstance(beyond, Refusal)
    assert "cannot be the dose" in beyond.text
    assert isinstance(unusual, Entered)
    assert unusual.unusual is not None
    assert "usual 50,000,000 cells (50 million) to 300,000,000 cells (300 million)" in unusual.unusual.text


@pytest.mark.req("I13")
def test_a_percentage_of_101_is_refused_and_the_edge_is_taken() -> None:
    viability = Bounds("viability", (0, 100), (70, 100), "%")
    assert read_quantity("100", viability) == Entered(Decimal(100))
    refused = read_quantity("101", viability)
    assert isinstance(refused, Refusal)
    assert refused.code == "reading.implausible"
    assert read_decimal("-2.5") == Decimal("-2.5")


@pytest.mark.req("U4")
@pytest.mark.parametrize(
    ("boxes", "answer"),
    [
        (("14", "7", "1945"), date(1945, 7, 14)),
        (("14", "July", "1945"), date(1945, 7, 14)),
        (("30", "2", "2026"), "reading.not_a_date"),
        (("14", "7", "45"), "reading.not_a_date"),
        (("14", "", ""), "reading.date_incomplete"),
    ],
)
def test_a_date_is_read_from_three_boxes(boxes: tuple[str, str, str], answer: date | str) -> None:
    got = read_day(*boxes)
    assert (got.code if isinstance(got, Refusal) else got) == answer
