"""``simulate``: tell an invented clinic's year into a database that holds nothing real."""

import argparse
import time

from django.db import DatabaseError, connection

from cordline.ground.console import Answer, Command, Progress, refused
from cordline.ground.refusal import Refusal
from cordline.ledger.models import Entry
from cordline.ledger.services import declare_demonstration, is_demonstration
from cordline.simulate import refusals as _refusals  # noqa: F401 - registers the sentences


def run(options: argparse.Namespace) -> Answer:
    """The command ``simulate``: counts of what was told, acts, and the seconds it took."""
    from cordline.simulate.year import tell_year

    try:
        declare_demonstration(options.seed)
    except DatabaseError:
        return refused([Refusal("simulate.real_records")])
    if not is_demonstration():
        return refused([Refusal("simulate.real_records")])
    if known := Entry.objects.count():
        return refused([Refusal("simulate.told_already", entries=f"{known:,}")])
    progress = Progress("telling the year")
    started = time.monotonic()
    with connection.cursor() as cursor:
        # A demonstration may lose its last second in a power cut; nothing in it is real.
        cursor.execute("SET synchronous_commit = off")
    told = tell_year(options.seed, cords=options.cords, patients=options.patients, on_step=progress.step)
    progress.end()
    elapsed = time.monotonic() - started
    facts = {
        "counts": told.done,
        "refused": told.refused,
        "planted": told.planted,
        "faults": told.faults,
        "acts": told.acts,
        "elapsed_s": round(elapsed, 1),
        "acts_a_second": round(told.acts / elapsed, 1),
    }
    return Answer(facts, f"{told.acts:,} acts in {elapsed:.1f} s ({told.acts / elapsed:.0f} a second).")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=2026, help="the same seed tells the same year")
    parser.add_argument("--cords", type=int, default=24, help="how many cords are given")
    parser.add_argument("--patients", type=int, default=60, help="how many people ask for treatment")


COMMANDS = [Command("simulate", "tell an invented clinic's year through its own services", run, _arguments)]
