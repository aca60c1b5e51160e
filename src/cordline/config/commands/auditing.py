"""``audit verify``: close what can be closed, then recompute every receipt, seal and signature against the anchors."""

import argparse
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from cordline.config import doors
from cordline.ground.console import DONE, REFUSED, Answer, Command
from cordline.ledger.sealing import Sealer, load_or_make_key, public_key_text
from cordline.ledger.verifying import Verification, verify


def sealer_key_path() -> Path:
    """Where the sealer's key lies; nobody but the sealer reads it."""
    return Path(settings.CORDLINE_HOME) / "keys" / "sealer.key"


def anchors() -> list[Path]:
    """The files to which every seal is appended: the clinic's own, and those the host configured elsewhere."""
    return [Path(settings.CORDLINE_HOME) / "anchor.jsonl", *map(Path, settings.CORDLINE.get("ANCHORS") or [])]


def open_sealer() -> Sealer:
    """Give a sealer under its own database role, with its key and its anchors."""
    return Sealer(doors.url("sealer"), load_or_make_key(sealer_key_path()), anchors())


def public_key_of(path: Path) -> str:
    """Give the public half of a sealer's key as text."""
    return public_key_text(load_or_make_key(path))


def public_key() -> Ed25519PublicKey:
    """Give the key by which this clinic's seals are checked."""
    path = sealer_key_path()
    if not path.exists():
        load_or_make_key(path)
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(path.with_suffix(".pub").read_text().strip()))


def verify_record() -> Verification:
    """Seal what is over, then verify the whole record."""
    sealer = open_sealer()
    try:
        sealer.seal_all()
    finally:
        sealer.close()
    with psycopg.connect(doors.url("app"), autocommit=True) as connection:
        return verify(connection, public_key(), anchors())


def run(options: argparse.Namespace) -> Answer:
    """The command ``audit verify``."""
    found = verify_record()
    said = "Everything fits." if found.ok else "\n".join(found.breaks[:20])
    text = f"{found.entries:,} entries, {found.sealed:,} under a seal. {said}"
    return Answer(found.as_json(), text, DONE if found.ok else REFUSED)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["verify"], help="recompute the seals against their anchors")


COMMANDS = [Command("audit", "recompute the record's seals against their anchors", run, _arguments)]
