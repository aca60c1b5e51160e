"""Bring the database to this version's shape, as its owner; and, for developers, write a room's next migration."""

import argparse
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from cordline.config import doors, grants
from cordline.ground.console import DONE, REFUSED, Answer, Command, say
from cordline.ground.refusal import Refusal, Refused, register
from cordline.ledger import subscribing

register(
    {
        "console.database_newer": "This database has a later version's shape ({name}). Install that version or a later "
        "one; or restore a backup made before the upgrade."
    }
)


def migrate_database(*, quiet: bool = False) -> int:
    """Apply every missing migration as the owner and give the application its rights; returns how many there were."""
    with doors.as_role("owner"):
        refuse_newer_database()
        waiting = pending()
        if waiting:
            with connection.cursor() as cursor:
                # A power cut may lose the last of them, whole; they are then applied at the next start.
                cursor.execute("SET synchronous_commit = off")
            call_command("migrate", verbosity=0 if quiet else 1, interactive=False)
        grants.apply()
        _write_subscriptions()
    return len(waiting)


def refuse_newer_database() -> None:
    """Refuse a database that a later version has migrated, before anything is touched; say the way forward (E14)."""
    ours = set(settings.ROOMS)
    later = sorted(f"{app}.{name}" for app, name in applied() - brought() if app in ours)
    if later:
        raise Refused([Refusal("console.database_newer", name=later[-1])])


def _write_subscriptions() -> None:
    """Bring the table by which the ledger knows who reacts to which verb in line with this version's code."""
    wanted = subscribing.subscriptions_written()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT subscriber, verb FROM ledger.subscription")
        known = {(str(subscriber), str(verb)) for subscriber, verb in cursor.fetchall()}
        for gone in known - set(wanted):
            cursor.execute("DELETE FROM ledger.subscription WHERE subscriber = %s AND verb = %s", gone)
        for new in set(wanted) - known:
            cursor.execute("INSERT INTO ledger.subscription (subscriber, verb) VALUES (%s, %s)", new)


def brought() -> set[tuple[str, str]]:
    """Name the migrations this version brings; their files are listed and not read, as each start asks for them."""
    found = set()
    for app in apps.get_app_configs():
        package, _ = MigrationLoader.migrations_module(app.label)
        at = find_spec(package) if package else None
        # The same names as Django's loader takes.
        found |= {
            (app.label, module.name)
            for module in iter_modules((at and at.submodule_search_locations) or ())
            if not module.ispkg and module.name[0] not in "_~"
        }
    return found


def applied() -> set[tuple[str, str]]:
    """Name the migrations the database has."""
    return set(MigrationRecorder(connection).applied_migrations())


def pending() -> list[str]:
    """Name the migrations this version brings that the database does not have yet, in the order of their turn."""
    if brought() <= applied():
        return []
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def run_migrate(options: argparse.Namespace) -> Answer:
    """The command ``migrate``."""
    if options.check:
        waiting = pending()
        return Answer(
            {"ok": not waiting, "findings": waiting},
            "\n".join(waiting) or "The database is up to date.",
            REFUSED if waiting else DONE,
        )
    count = migrate_database(quiet=True)
    return Answer({"ok": True, "findings": [], "applied": count}, f"{count} migrations applied.")


def run_makemigrations(options: argparse.Namespace) -> Answer:
    """The command ``makemigrations``: for developers, one room at a time."""
    try:
        call_command(
            "makemigrations", *options.rooms, name=options.name, check_changes=options.check,
            dry_run=options.check or options.dry_run, verbosity=1,
        )  # fmt: skip
    except SystemExit as ended:
        say("Models have changes that no migration carries.")
        return Answer({"ok": False}, "", int(ended.code or 0) and REFUSED)
    return Answer({"ok": True})


def _migrate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="only name what is missing; exit 1 if anything is"
    )


def _makemigrations_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rooms", nargs="*")
    parser.add_argument("--name")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--dry-run", action="store_true")


COMMANDS = [
    Command("migrate", "bring the database to this version's shape", run_migrate, _migrate_arguments),
    Command("makemigrations", "write a room's next migration (for developers)", run_makemigrations,
            _makemigrations_arguments),
]  # fmt: skip
