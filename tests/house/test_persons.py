"""A person's own copy is whole: every table that points at a person gives its part of it (R-30, I12)."""

import re

import pytest
from django.apps import apps
from django.db.models import ForeignKey, Model, OneToOneField

from tests.harness.databases import ROOT

# Tables of the people and ledger rooms: their part of the copy is written in people.exporting itself.
GIVEN_BY_PEOPLE = {"people", "ledger"}
NOT_THEIRS = {
    "bedside.DoseVial": "reached through the dose; the vial's donor side is not the recipient's",
    "donors.Donor": "the donor's code; what hangs on it is in the copy",
    "donors.RuleSetAdoption": "no person",
}


def points_at_person(model: type[Model]) -> bool:
    return any(
        isinstance(field, ForeignKey | OneToOneField)
        and field.related_model._meta.label == "people.Person"
        and field.name == "person"
        for field in model._meta.get_fields()
    )


@pytest.mark.req("I12", "R-30")
def test_every_table_that_points_at_a_person_gives_its_part_of_the_copy() -> None:
    missing = []
    for model in apps.get_models():
        room = model._meta.app_label
        if room in GIVEN_BY_PEOPLE or not points_at_person(model) or model._meta.label in NOT_THEIRS:
            continue
        written = ROOT / "src" / "cordline" / room / "persons.py"
        text = written.read_text() if written.exists() else ""
        if not re.search(rf"\b{model.__name__}\.objects", text):
            missing.append(model._meta.label)
    assert not missing, f"not in the person's copy: {missing}"
