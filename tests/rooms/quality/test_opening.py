"""Opening a deviation, alone and inside another act."""

from typing import Any

import pytest

from cordline.ground.refusal import Refused
from cordline.ledger import selectors as ledger
from cordline.quality import selectors
from cordline.quality.models import Deviation
from cordline.quality.services import open_deviation
from cordline.quality.types import Severity
from tests import cast

pytestmark = pytest.mark.django_db
WORDS: dict[str, Any] = {
    "severity": Severity.MAJOR,
    "subject": "LT26-0046-0",
    "title": "Incubator door open 4 min 10 s",
    "immediate_action": "Closed; temperature read.",
    "units": ["EQ26-0003-0"],
}


@pytest.mark.req("W17", "I5")
def test_a_deviation_is_opened_and_recorded_with_all_it_touches() -> None:
    entry = open_deviation(**WORDS, by=cast.TECHNICIAN, key="k1")
    found = selectors.deviations_touching(["EQ26-0003-0"])
    assert [deviation.code for deviation in found] == [entry.payload["deviation"]]
    assert found[0].open
    row = ledger.entries(about="LT26-0046-0")[0]
    assert row.id == entry.id
    assert "opened major deviation" in ledger.sentence(row)


@pytest.mark.req("I14")
def test_the_same_key_opens_it_once() -> None:
    first = open_deviation(**WORDS, by=cast.TECHNICIAN, key="k1")
    again = open_deviation(**WORDS, by=cast.TECHNICIAN, key="k1")
    assert first.payload == again.payload
    assert Deviation.objects.count() == 1


@pytest.mark.req("I14")
def test_the_same_key_with_other_words_is_refused() -> None:
    open_deviation(**WORDS, by=cast.TECHNICIAN, key="k1")
    with pytest.raises(Refused) as refused:
        open_deviation(**{**WORDS, "title": "Other"}, by=cast.TECHNICIAN, key="k1")
    assert [reason.code for reason in refused.value.reasons] == ["ledger.key_reused"]


@pytest.mark.req("W1")
def test_who_does_not_work_with_material_opens_none() -> None:
    with pytest.raises(Refused) as refused:
        open_deviation(**WORDS, by=cast.ADMINISTRATOR, key="k1")
    assert [reason.code for reason in refused.value.reasons] == ["access.role_missing"]
    assert not Deviation.objects.exists()


@pytest.mark.req("W17")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "quality.title_missing"),
        ({"title": "x" * 201}, "quality.title_too_long"),
        ({"subject": ""}, "quality.subject_missing"),
        ({"immediate_action": ""}, "quality.action_missing"),
        ({"what_happened": "x" * 4001}, "quality.words_too_long"),
    ],
)
def test_words_that_say_too_little_or_too_much_are_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        open_deviation(**{**WORDS, **change}, by=cast.TECHNICIAN, key="k1")
    assert [reason.code for reason in refused.value.reasons] == [code]
    assert ledger.attempts(outcome="refused").count() == 1
    assert not Deviation.objects.exists()


def test_open_ones_come_first_and_the_gravest_before_the_others() -> None:
    for number, severity in enumerate((Severity.MINOR, Severity.CRITICAL, Severity.MAJOR)):
        open_deviation(**{**WORDS, "severity": severity}, by=cast.TECHNICIAN, key=f"k{number}")
    found = [deviation.severity for deviation in selectors.deviations_touching(["LT26-0046-0"])]
    assert found == [Severity.CRITICAL, Severity.MAJOR, Severity.MINOR]
