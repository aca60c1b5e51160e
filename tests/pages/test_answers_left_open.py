"""A clinical answer is given by a person: no list of one has its first entry chosen beforehand."""

import pytest

from cordline.bedside.pages.forms import ReactionForm
from cordline.donors.pages.deciding import AssessmentForm
from cordline.donors.pages.listing import DonorForm
from cordline.donors.pages.recording import NewsForm
from cordline.lab.pages.forms import ReceiveForm
from cordline.lineage.pages.holds import NewHold
from cordline.plans.pages.forms import StopForm
from cordline.web.forms import ActForm

ANSWERS: list[tuple[type[ActForm], str]] = [
    (AssessmentForm, "of"),
    (AssessmentForm, "outcome"),
    (DonorForm, "sex"),
    (NewHold, "kind"),
    (NewsForm, "heard_from"),
    (NewsForm, "kind"),
    (ReactionForm, "what"),
    (ReceiveForm, "integrity"),
    (StopForm, "rule"),
]


@pytest.mark.parametrize(("form", "field"), ANSWERS)
def test_a_list_of_clinical_answers_begins_with_none(form: type[ActForm], field: str) -> None:
    shown = str(form()[field])
    assert '<option value="" selected>Choose</option>' in shown
    assert shown.count(" selected") == 1
