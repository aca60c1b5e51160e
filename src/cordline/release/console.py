"""The console's ``export certificate CODE``: the same PDF as the page's, written to a file."""

import argparse
import getpass
from pathlib import Path

from cordline.ground.console import Answer, Command, refused
from cordline.ground.refusal import Refusal
from cordline.ledger.services import database_now
from cordline.release import certificates


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["certificate"], help="which document")
    parser.add_argument("code", help="its code (CA26-0042-8), or the lot's")
    parser.add_argument("--version", type=int, help="an earlier version; without it the newest")
    parser.add_argument("--to", type=Path, help="the file to write; without it CODE.pdf in this folder")


def _export(options: argparse.Namespace) -> Answer:
    found = certificates.certificate(options.code, options.version)
    if found is None:
        of_lot = certificates.certificates_of(options.code)
        found = of_lot[0] if of_lot else None
    if found is None:
        return refused([Refusal("release.certificate_unknown", certificate=options.code)])
    made = certificates.print_certificate(found, by=f"console user {getpass.getuser()}", at=database_now())
    path = options.to or Path(f"{found.code}.pdf")
    path.write_bytes(made)
    facts = {
        "certificate": found.code,
        "version": found.version,
        "lot": found.lot,
        "use": found.use.value,
        "verdict": found.verdict.value,
        "status": found.status.value,
        "check_code": found.check_code,
        "file": str(path),
        "bytes": len(made),
    }
    return Answer(facts, f"{found.code} version {found.version} ({found.status.value}) is in {path}.")


COMMANDS = [
    Command("export", "Write a document of the record to a file.", run=_export, configure=_configure),
]
