"""The console's ``import``: try a file or take it in, all rows or none, every bad row named by line and column."""

import argparse
import getpass
from pathlib import Path
from typing import Any

from cordline.access import selectors as access
from cordline.access.links import set_up_link
from cordline.access.models import Staff
from cordline.ground.actor import Actor
from cordline.ground.console import DONE, REFUSED, Answer, Command, Progress, wrong_usage
from cordline.ground.refusal import Refusal, Refused
from cordline.ground.roles import Role
from cordline.interop import staff, tables
from cordline.interop.services import import_file
from cordline.interop.types import ImportKind, Report
from cordline.interop.verbs import IMPORTERS

_SHOWN = 20


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=[kind.value for kind in ImportKind])
    parser.add_argument("file", metavar="FILE", nargs="?", help="CSV in UTF-8, or XLSX")
    parser.add_argument("--dry-run", action="store_true", help="judge every row and change nothing")
    parser.add_argument(
        "--template", action="store_true", help="print a file with the columns and an example"
    )
    parser.add_argument(
        "--site", default="", help="the site's code; not needed where there is one laboratory"
    )


def _run(options: argparse.Namespace) -> Answer:
    kind = ImportKind(options.kind)
    if options.template:
        return Answer({"kind": kind.value, "template": tables.template(kind)}, tables.template(kind).rstrip())
    if not options.file:
        return wrong_usage("Say which file to read, or ask for the --template.")
    try:
        content = Path(options.file).read_bytes()
    except OSError as fault:
        return wrong_usage(f"{options.file} cannot be read: {fault.strerror}.")
    progress = Progress("Rows")

    def tick(done: int) -> None:
        progress.step(done - progress.done)

    by = operator(options.site)
    report = import_file(
        kind=kind,
        content=content,
        dry_run=options.dry_run,
        by=by,
        tick=lambda done: progress.step(done - progress.done),
    )
    return Answer(facts_of(report), _text(report), DONE if report.ok else REFUSED)


def operator(site: str) -> Actor:
    """Whoever holds the console of the house's own machine; the record names the account."""
    if not site:
        laboratories = [one.code for one in access.sites() if one.kind == "laboratory"]
        if len(laboratories) != 1:
            raise Refused([Refusal("interop.site_missing")])
        site = laboratories[0]
    return Actor(f"console.{getpass.getuser()}", site, roles=frozenset(IMPORTERS), station="console")


def facts_of(report: Report) -> dict[str, Any]:
    """The report as ``--json`` gives it; ``rows`` and ``errors`` never change."""
    return {
        "kind": report.kind.value,
        "rows": report.rows,
        "errors": [fault.as_json() for fault in report.faults],
        "created": report.created if report.ok else 0,
        "dry_run": report.dry_run,
        "batch": report.batch,
        "repeated": report.repeated,
        "sha256": report.sha256,
        "diff": [
            {"line": each.line, "reference": each.reference, "state": each.state.value, "code": each.code}
            for each in report.diff
        ]
        if report.ok
        else [],
    }


def _text(report: Report) -> str:
    if report.faults:
        lines = [f"Nothing was read in: {len(report.faults)} faults in {report.rows} rows."]
        for fault in report.faults[:_SHOWN]:
            where = f"line {fault.line}" if fault.line else "file"
            column = f", {fault.column}" if fault.column else ""
            lines.append(f"  {where}{column}: {fault.refusal.text} ({fault.refusal.code})")
        return "\n".join(lines)
    if report.repeated:
        return f"This file was taken in before as {report.batch}: {report.rows} rows. Nothing was added."
    if report.dry_run:
        return f"Every row is right: {report.rows} in the file, {report.created} would be new. Nothing was changed."
    return f"{report.batch}: {report.rows} rows are in, {report.created} of them new."


def _staff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="CSV in UTF-8, or XLSX")
    parser.add_argument("--dry-run", action="store_true", help="judge every row and enrol nobody")
    parser.add_argument(
        "--template", action="store_true", help="print a file with the columns and an example"
    )
    parser.add_argument(
        "--site", default="", help="where the roles are held; not needed where there is one site"
    )


def _run_staff(options: argparse.Namespace) -> Answer:
    if options.template:
        return Answer({"template": staff.template()}, staff.template().rstrip())
    if not options.file:
        return wrong_usage("Say which file to read, or ask for the --template.")
    places = [one.code for one in access.sites()]
    site = options.site or (places[0] if len(places) == 1 else "")
    if site not in places:
        return wrong_usage(f"Say --site: {', '.join(places) or 'there is none yet'}.")
    try:
        content = Path(options.file).read_bytes()
    except OSError as fault:
        return wrong_usage(f"{options.file} cannot be read: {fault.strerror}.")
    by = Actor(f"console.{getpass.getuser()}", site, frozenset({Role.ADMINISTRATOR}), station="console")
    codes: list[str] = []
    read = staff.read_staff_file(content, by=by)
    if read.ok and not options.dry_run:
        read, codes = staff.take_staff_file(content, by=by)
    accounts = {account.code: account for account in Staff.objects.filter(code__in=codes)}
    enrolled = [
        {"code": code, "username": accounts[code].username, "link": set_up_link(accounts[code])}
        for code in codes
    ]
    facts = {
        "rows": read.rows, "errors": [fault.as_json() for fault in read.faults], "dry_run": options.dry_run,
        "enrolled": enrolled,
    }  # fmt: skip
    if read.faults:
        lines = [f"Nobody was enrolled: {len(read.faults)} faults in {read.rows} rows."]
        lines += [
            f"  line {fault.line} {fault.column or 'the row'}: {fault.refusal.text}"
            for fault in read.faults[:_SHOWN]
        ]
        return Answer(facts, "\n".join(lines), REFUSED)
    if options.dry_run:
        return Answer(facts, f"{read.rows} rows are right. Nobody was enrolled (dry run).")
    lines = [f"{len(codes)} enrolled. Each link works once, for one day:"]
    return Answer(facts, "\n".join([*lines, *(f"  {one['username']} {one['link']}" for one in enrolled)]))


COMMANDS = [
    Command(
        "import", "take in donors, cords, lots or results from a file, all rows or none", _run, _arguments
    ),
    Command(
        "import-staff",
        "enrol people with their roles from a file, all or nobody",
        _run_staff,
        _staff_arguments,
    ),
]
