"""What is not of record is tidied; a database of a later version is left alone; the parts are listed."""

import json
from datetime import timedelta

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from cordline.config import console
from cordline.config.cluster import ClusterUrls

Captured = pytest.CaptureFixture[str]


@pytest.mark.req("E16")
def test_tidy_counts_first_and_takes_away_only_what_has_ended(
    committed_db: ClusterUrls, capsys: Captured
) -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(days=1))
    assert console.main(["tidy", "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["sessions"] == 1
    assert Session.objects.count() == 2
    assert console.main(["tidy", "--json"]) == 0
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.req("E14")
def test_a_database_of_a_later_version_is_left_as_it_is(committed_db: ClusterUrls, capsys: Captured) -> None:
    with psycopg.connect(committed_db.owner) as owner:
        owner.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('bank', '9999_future', now())"
        )
    assert console.main(["migrate"]) == 1
    assert "bank.9999_future" in capsys.readouterr().err


@pytest.mark.req("E30")
def test_the_parts_list_names_a_licence_for_each_part(capsys: Captured) -> None:
    assert console.main(["sbom", "--json"]) == 0
    parts = {part["name"].lower(): part for part in json.loads(capsys.readouterr().out)["components"]}
    assert parts["django"]["licenses"][0]["license"]["name"].startswith("BSD")
    assert all(part["licenses"][0]["license"]["name"] for part in parts.values())
