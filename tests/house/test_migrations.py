"""Migrations: complete, named, one line for each room."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from cordline.config.commands import migrating
from tests.house.layers import SOURCE


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_template_has_every_migration() -> None:
    assert migrating.pending() == []


def test_each_rooms_migrations_are_one_line() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    assert loader.detect_conflicts() == {}
    for room in settings.ROOMS:
        numbers = sorted(p.name[:4] for p in (SOURCE / room / "migrations").glob("0*.py"))
        assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)], room


def test_migrations_are_named_for_what_they_do() -> None:
    unnamed = [p.name for p in SOURCE.glob("*/migrations/0*.py") if re.search(r"_auto_|_initial", p.name)]
    assert not unnamed


@pytest.mark.django_db
def test_no_index_or_constraint_is_invalid() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE NOT convalidated UNION ALL "
            "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
        )
        assert cursor.fetchall() == []
