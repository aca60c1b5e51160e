"""``backup`` and ``restore``: one encrypted file, and the key file without which it is noise."""

import argparse
from collections.abc import Callable
from pathlib import Path

from cordline.config import backing_up
from cordline.config.backup_file import BackupError
from cordline.ground.console import Answer, Command, refused, say
from cordline.ground.refusal import Refusal, register

register({"console.backup_impossible": "{why}"})


def run_backup(options: argparse.Namespace) -> Answer:
    """The command ``backup``."""
    return _carefully(
        lambda: backing_up.back_up(options.file.resolve(), options.keys.resolve(), say), "Backed up"
    )


def run_restore(options: argparse.Namespace) -> Answer:
    """The command ``restore``."""
    return _carefully(
        lambda: backing_up.restore(options.file.resolve(), options.keys.resolve(), say), "Restored"
    )


def _carefully(work: Callable[[], backing_up.Done], word: str) -> Answer:
    try:
        done = work()
    except BackupError as fault:
        answer = refused([Refusal("console.backup_impossible", why=str(fault))])
        return Answer(
            {"ok": False, "bytes": 0, "erasures_reapplied": 0, **answer.facts}, answer.text, answer.code
        )
    facts = {"ok": True, "bytes": done.bytes, "tables": done.tables, "rows": done.rows,
             "erasures_reapplied": done.erasures_reapplied}  # fmt: skip
    again = f" {done.erasures_reapplied} erasures applied again." if done.erasures_reapplied else ""
    return Answer(facts, f"{word}: {done.rows:,} rows of {done.tables} tables, {done.bytes:,} bytes.{again}")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the encrypted backup")
    parser.add_argument("--keys", type=Path, required=True, metavar="KEYFILE",
                        help="the key file that opens it; keep it on another machine than the backups")  # fmt: skip


COMMANDS = [
    Command("backup", "write the whole record into one encrypted file", run_backup, _arguments),
    Command("restore", "bring a backup back into an empty database", run_restore, _arguments),
]
