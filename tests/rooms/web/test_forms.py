"""Forms: keys, errors beside their boxes, bounds, dates, stale forms, and two tabs on two patients."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory

from cordline.ground.codes import Kind, make
from cordline.ground.reading import Bounds
from cordline.ground.refusal import Refusal, Refused
from cordline.web.acting import perform
from cordline.web.forms import ActForm, CodeField, CountField, DayField, MeasuredField
from cordline.web.sources import sources

DOSE = Bounds("the dose", (1_000_000, 1_000_000_000), (50_000_000, 300_000_000), "cells")
VIABILITY = Bounds("viability", (0, 100), (70, 100), "%")
PATIENT, OTHER = make(Kind.PATIENT, 26, 1), make(Kind.PATIENT, 26, 2)


class DoseForm(ActForm):
    """A form with one box of each kind."""

    vial = CodeField(Kind.VIAL, label="Vial")
    dose = CountField(DOSE, label="Dose")
    viability = MeasuredField(VIABILITY, label="Viability")
    born = DayField(label="Date of birth")
    note = forms.CharField(required=False, label="Note")


GOOD = {
    "form_key": "k1", "vial": make(Kind.VIAL, 26, 42), "dose_0": "180", "dose_1": "million", "dose_2": "",
    "viability_0": "91.5", "viability_1": "", "viability_2": "", "born_0": "14", "born_1": "7", "born_2": "1945",
}  # fmt: skip


def posted(**changed: str) -> QueryDict:
    """What a browser sends, with some boxes changed."""
    data = QueryDict(mutable=True)
    form = DoseForm()
    for name, value in {**GOOD, **changed}.items():
        base, _, place = name.rpartition("_")
        widget: Any = form.fields[base].widget if base in form.fields else None
        if widget is not None and place.isdigit():
            data[base + widget.widgets_names[int(place)]] = value
        else:
            data[name] = value
    return data


@pytest.mark.req("U4", "U16", "U20", "I13")
def test_a_good_form_gives_a_code_a_whole_count_a_decimal_and_a_date() -> None:
    form = DoseForm(posted())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["vial"] == GOOD["vial"]
    assert form.cleaned_data["dose"] == 180_000_000
    assert form.cleaned_data["viability"] == Decimal("91.5")
    assert form.cleaned_data["born"] == date(1945, 7, 14)


@pytest.mark.req("U20")
@pytest.mark.parametrize(
    ("known", "boxes"),
    [(200_000_000, ["200", "million"]), (3_500_000, ["3.5", "million"]), (999_500, ["999.5", "thousand"])],
)
def test_a_known_count_is_shown_with_its_scale(known: int, boxes: list[str]) -> None:
    widget: Any = DoseForm().fields["dose"].widget
    assert widget.decompress(known)[:2] == boxes


@pytest.mark.req("U2", "U20", "U21", "U40")
@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"dose_1": ""}, "dose", "Choose thousand or million"),
        ({"dose_0": "18000"}, "dose", "cannot be the dose"),
        ({"dose_0": "400"}, "dose", "outside the usual"),
        ({"viability_0": "101"}, "viability", "cannot be viability"),
        ({"vial": make(Kind.WRISTBAND, 26, 42)}, "vial", "Scan the vial"),
        ({"vial": "VL26-0042-A"}, "vial", "check character"),
        ({"born_0": "31", "born_1": "2"}, "born", "no such day"),
    ],
)
def test_each_error_stands_beside_its_box_and_in_the_summary_with_the_same_words(
    changed: dict[str, str], field: str, words: str
) -> None:
    form = DoseForm(posted(**changed))
    assert not form.is_valid()
    beside = form.errors[field][0]
    assert words in beside
    listed = list(form.summary())
    assert [one["text"] for one in listed] == [beside]
    assert f'id="{listed[0]["target"]}"' in str(form)


@pytest.mark.req("U6")
def test_what_was_typed_survives_an_error() -> None:
    shown = str(DoseForm(posted(dose_0="4oo", born_1="Feb", note="two words")))
    for text in ('value="4oo"', 'value="Feb"', 'value="two words"', "million"):
        assert text in shown


@pytest.mark.req("U21")
def test_an_unusual_number_asks_for_a_reason_and_is_taken_with_one() -> None:
    asked = DoseForm(posted(dose_0="400"))
    assert not asked.is_valid()
    assert "Reason" in str(asked)
    given = DoseForm(posted(dose_0="400", dose_2="second session, agreed"))
    assert given.is_valid(), given.errors
    assert given.cleaned_data["dose"] == 400_000_000
    assert getattr(given.fields["dose"], "reason", "") == "second session, agreed"


@pytest.mark.req("U7", "I14")
def test_each_shown_form_has_a_key_of_its_own_and_keeps_it_after_an_error() -> None:
    assert DoseForm().key != DoseForm().key
    again = DoseForm(posted(dose_0=""))
    assert again.key == "k1"
    assert 'name="form_key" value="k1"' in str(again)
    assert [reason.code for reason in DoseForm(posted(form_key="")).why_not_take()] == ["web.key_missing"]


@pytest.mark.req("U8")
def test_a_form_of_an_older_state_is_not_taken() -> None:
    assert DoseForm(posted(form_seen="7"), seen=7).why_not_take() == []
    refused = DoseForm(posted(form_seen="7"), seen=8).why_not_take()
    assert [reason.code for reason in refused] == ["web.stale"]


@pytest.mark.req("U32")
def test_a_form_of_another_patient_is_not_taken_and_a_forged_one_neither() -> None:
    sent = DoseForm(person=PATIENT).initial["form_person"]
    assert DoseForm(posted(form_person=sent), person=PATIENT).why_not_take() == []
    for forged in (sent, PATIENT, OTHER, ""):
        refused = DoseForm(posted(form_person=forged), person=OTHER).why_not_take()
        assert [reason.code for reason in refused] == ["web.other_patient"]


def asked(form: ActForm, service: Any, **options: Any) -> HttpResponse:
    """Let a form ask for an act as a page does."""
    request = RequestFactory().post("/x/")
    request.session = {}  # type: ignore[assignment]
    request.user = None  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return perform(request, form, service, template="web/error_422.html", then="/done/", **options)


@pytest.fixture
def quiet_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frame without a house behind it."""
    from cordline.web.sources import Sources

    plain = Sources()
    for name in ("viewer", "house", "now", "name_of", "last_acts"):
        monkeypatch.setattr(sources, name, getattr(plain, name))


@pytest.mark.req("U1", "U2")
@pytest.mark.usefixtures("quiet_frame")
def test_an_invalid_form_answers_422_with_a_summary_and_does_not_ask_the_service() -> None:
    answer = asked(DoseForm(posted(dose_0="")), lambda: pytest.fail("the service was asked"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in text
    assert "There is a problem" in text


@pytest.mark.req("U8", "U32")
@pytest.mark.usefixtures("quiet_frame")
def test_a_conflict_answers_409_and_shows_both_versions() -> None:
    answer = asked(
        DoseForm(posted(form_seen="7"), seen=8),
        lambda: pytest.fail("the service was asked"),
        versions=lambda: [("Dose", "180 million", "150 million")],
    )
    assert answer.status_code == 409
    assert "180 million" in answer.content.decode()
    assert "150 million" in answer.content.decode()


@pytest.mark.usefixtures("quiet_frame")
def test_a_refusal_answers_422_with_every_reason_and_success_redirects() -> None:
    def refuse() -> None:
        raise Refused([Refusal("codes.empty"), Refusal("reading.empty", what="a dose")])

    refused = asked(DoseForm(posted()), refuse)
    assert refused.status_code == 422
    assert "Nothing was scanned or typed." in refused.content.decode()
    assert "Enter a dose." in refused.content.decode()
    done = asked(DoseForm(posted()), lambda: None)
    assert (done.status_code, done["Location"]) == (303, "/done/")
