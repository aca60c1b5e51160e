"""Whatever can hold a promise of material is registered with recall, or says why it promises nothing (W39)."""

import pytest
from django.db import models

from cordline.lineage import reaching
from tests.house import no_promise
from tests.house.test_keys import house_models

TARGETS = frozenset(
    {"lineage.Node", "bank.Lot", "bank.Container", "plans.Plan", "people.Person", "bedside.Dose"}
)
NAMES = frozenset({"lot", "container", "plan", "patient", "person", "dose", "leaf"})


def points_at_material_or_people(model: type[models.Model]) -> bool:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and isinstance(field.related_model, type):
            if field.related_model._meta.label in TARGETS:
                return True
        elif field.name in NAMES:
            return True
    return False


def registered() -> set[str]:
    known = {*reaching.all_leaves(), *reaching.all_links()}
    return known | {name for covered in reaching.all_promises() for name in covered.models}


@pytest.mark.req("W39")
def test_every_model_that_may_promise_is_registered_or_says_why_not() -> None:
    pointing = {model._meta.label for model in house_models() if points_at_material_or_people(model)}
    assert pointing - registered() - set(no_promise.REASONS) == set()


@pytest.mark.req("W39")
def test_no_reason_and_no_registration_outlives_its_model() -> None:
    labels = {model._meta.label for model in house_models()}
    assert set(no_promise.REASONS) - labels == set()
    assert registered() - labels == set()
    assert registered() & set(no_promise.REASONS) == set()
