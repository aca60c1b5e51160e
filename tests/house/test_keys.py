"""Keys run downhill, every table is of record or says why not, every field has a class of privacy."""

from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from cordline.ledger.models import Record
from tests.house import layers, not_of_record

CLASSES = {"code", "clinical", "personal", "operational"}


def house_models() -> list[type[models.Model]]:
    """Every model of our own rooms that has a table or view."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("cordline.")
    ]


def room_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def test_the_settings_know_the_rooms_in_the_order_of_the_import_contract() -> None:
    floors = layers.floors()
    found = [floors[room] for room in settings.ROOMS]
    assert found == sorted(found)
    assert set(settings.ROOMS) == set(floors) - {"config", "ground"}


def test_every_foreign_key_runs_downhill() -> None:
    floors = layers.floors()
    uphill = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in house_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and isinstance(field.related_model, type)
        and field.related_model.__module__.startswith("cordline.")
        and room_of(field.related_model) != room_of(model)
        and floors[room_of(field.related_model)] >= floors[room_of(model)]
    ]
    assert not uphill


@pytest.mark.req("I5")
def test_every_model_is_of_record_or_says_why_not() -> None:
    unexplained = [
        model._meta.label
        for model in house_models()
        if not issubclass(model, Record) and model._meta.label not in not_of_record.REASONS
    ]
    assert not unexplained
    gone = set(not_of_record.REASONS) - {model._meta.label for model in house_models()}
    assert not gone


@pytest.mark.req("I5")
def test_every_table_of_record_carries_the_capture_triggers(db: None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace
               WHERE n.nspname = 'ledger' AND NOT t.tgisinternal GROUP BY 1 HAVING count(*) >= 3"""
        )
        guarded = {str(row[0]) for row in cursor.fetchall()}
    bare = [
        m._meta.db_table for m in house_models() if issubclass(m, Record) and m._meta.db_table not in guarded
    ]
    assert not bare


def classes_of(room: str) -> dict[str, str]:
    if find_spec(f"cordline.{room}.privacy") is None:
        return {}
    found: dict[str, str] = import_module(f"cordline.{room}.privacy").PRIVACY
    return found


@pytest.mark.req("I12")
def test_every_field_has_a_class_of_privacy() -> None:
    unclassed = []
    for model in house_models():
        known = classes_of(room_of(model))
        for field in model._meta.concrete_fields:
            if known.get(f"{model.__name__}.{field.name}") not in CLASSES:
                unclassed.append(f"{model._meta.label}.{field.name}")
    assert not unclassed


@pytest.mark.req("I12")
def test_no_class_of_privacy_is_left_of_a_field_that_is_gone() -> None:
    fields = {
        f"{room_of(m)}.{m.__name__}.{field.name}" for m in house_models() for field in m._meta.concrete_fields
    }
    gone = [
        f"{room}.{name}"
        for room in settings.ROOMS
        for name in classes_of(room)
        if f"{room}.{name}" not in fields and not name.endswith(".pk")
    ]
    assert not gone


@pytest.mark.req("I12")
def test_personal_fields_live_in_the_people_room_as_ciphertext() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in house_models()
        for field in model._meta.concrete_fields
        if classes_of(room_of(model)).get(f"{model.__name__}.{field.name}") == "personal"
        and not (room_of(model) == "people" and isinstance(field, models.BinaryField))
    ]
    assert not wrong


@pytest.mark.req("I13")
def test_no_table_holds_a_float() -> None:
    floats = [
        f"{model._meta.label}.{field.name}"
        for model in house_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FloatField)
    ]
    assert not floats


def test_every_record_carries_its_site_unless_it_belongs_to_one_that_does() -> None:
    """A row without a site of its own must be reachable from one that has it, by a key that is never empty."""

    def has_site(model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> bool:
        names = {field.name for field in model._meta.concrete_fields}
        if "site" in names or model in seen:
            return "site" in names
        return any(
            has_site(field.related_model, seen | {model})
            for field in model._meta.concrete_fields
            if isinstance(field, models.ForeignKey)
            and not field.null
            and isinstance(field.related_model, type)
            and field.related_model.__module__.startswith("cordline.")
        )

    without = {m._meta.label for m in house_models() if issubclass(m, Record) and not has_site(m)}
    assert without <= set(not_of_record.WITHOUT_SITE)
