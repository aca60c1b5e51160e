"""How a file is tried and taken in: all its rows or none, each by the services that pages use.

The dry run is the run itself, rolled back: it cannot say another thing. What the run bears stands under a hold of the
import's own and takes no gate; one gated act at the end lifts the hold. The same file again gives the first answer.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.interop import sheets, tables, verbs
from cordline.interop.cells import canonical, read_row
from cordline.interop.limits import MOST_ERRORS, MOST_ROWS
from cordline.interop.models import ImportBatch, ImportedRow
from cordline.interop.services.results import import_results
from cordline.interop.services.rows import MAKERS
from cordline.interop.types import Fault, ImportKind, Report, Row, RowDiff, RowState, Sheet
from cordline.ledger.services import Act, act
from cordline.lineage.services import bear_under_import_within, lift_import_holds_within
from cordline.people.services import blinded

Tick = Callable[[int], None]


class _TriedOnly(Exception):  # noqa: N818 - ends a dry run; nothing of it stays
    def __init__(self, diff: list[RowDiff]) -> None:
        self.diff = diff


class _Faulty(Exception):  # noqa: N818 - ends a run whose rows are not all right; nothing of it stays
    def __init__(self, faults: list[Fault], diff: list[RowDiff]) -> None:
        self.faults, self.diff = faults, diff


@dataclass(frozen=True)
class Known:
    """What an earlier import has brought under one reference."""

    code: str
    content: str


def import_file(
    *, kind: ImportKind, content: bytes, dry_run: bool, by: Actor, tick: Tick = lambda done: None
) -> Report:
    """Try one file (``dry_run``) or take it in; the report names every fault by line and column.

    Nothing is refused with an exception but what the actor may not do: a file's faults are the report's. Writes:
    interop.file.imported, then interop.import.opened; for results assays.results.recorded.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    sheet = sheets.read_sheet(
        content, needed=tables.needed(kind), known=tables.known(kind), most_rows=MOST_ROWS[kind]
    )
    report = Report(kind, sha256, len(sheet.rows), tuple(sheet.faults), dry_run=dry_run)
    if sheet.faults:
        _keep_attempt(by, report)
        return report
    before = ImportBatch.objects.filter(site=by.site, kind=kind, sha256=sha256).first()
    if before is not None:
        _open(before, by)
        return replace(report, batch=before.code, repeated=True, diff=_diff_of(before))
    known = _known(by.site, kind, sheet)
    faults = _references(sheet, known)
    if faults:
        report = replace(report, faults=tuple(faults[:MOST_ERRORS]))
    elif kind is ImportKind.RESULTS:
        report = import_results(report, sheet, _states(sheet, known), by=by, tick=tick)
    else:
        report = _run(report, sheet, known, by=by, tick=tick)
    if report.faults:
        _keep_attempt(by, report)
    return report


def _known(site: str, kind: ImportKind, sheet: Sheet) -> dict[str, Known]:
    references = [row.cells.get("reference", "") for row in sheet.rows]
    rows = ImportedRow.objects.filter(site=site, kind=kind, reference__in=references)
    return {row.reference: Known(row.code, row.content) for row in rows}


def _references(sheet: Sheet, known: dict[str, Known]) -> list[Fault]:
    """A reference stands once in a file, and never changes what it has brought before."""
    first: dict[str, int] = {}
    faults = []
    for row in sheet.rows:
        reference = row.cells.get("reference", "")
        if not reference:
            continue  # named with its row as a missing cell
        if reference in first:
            refusal = Refusal("interop.reference_twice", reference=reference[:40], line=first[reference])
            faults.append(Fault(row.line, "reference", refusal))
        elif reference in known and known[reference].content != content_of(row):
            refusal = Refusal(
                "interop.reference_differs", reference=reference[:40], code=known[reference].code
            )
            faults.append(Fault(row.line, "reference", refusal))
        first.setdefault(reference, row.line)
    return faults


def content_of(row: Row) -> str:
    """A row's content as a keyed hash: a repeat is known, and what it says of a person is not."""
    return blinded(row=canonical(row.cells))[:64]


def _states(sheet: Sheet, known: dict[str, Known]) -> dict[int, RowDiff]:
    return {
        row.line: RowDiff(
            row.line, row.cells["reference"], RowState.KNOWN, known[row.cells["reference"]].code
        )
        for row in sheet.rows
        if row.cells.get("reference", "") in known
    }


def _run(report: Report, sheet: Sheet, known: dict[str, Known], *, by: Actor, tick: Tick) -> Report:
    kind, sha256 = report.kind, report.sha256
    content = {"kind": kind, "sha256": sha256, "dry_run": report.dry_run}
    code = batch_code(kind, sha256)
    try:
        with act(verbs.IMPORTED, by=by, key=f"{kind}:{sha256}", content=content, subject=code) as this:
            if not this.answered:
                hold = bear_under_import_within(
                    this, code=_unit(by.site, code), reason=f"Import {code} is not opened"
                )
                diff = _rows(this, report, sheet, known, tick)
                if report.dry_run:
                    raise _TriedOnly(diff)
                record_batch_within(
                    this, report, sheet, diff, code=code, unit=_unit(by.site, code), hold=hold
                )
                this.record(
                    subject=code,
                    units=[hold],
                    payload={"rows": len(sheet.rows), "kind": kind, "sha256": sha256, "hold": hold},
                )
    except _TriedOnly as tried:
        return replace(report, diff=tuple(tried.diff))
    except _Faulty as faulty:
        return replace(report, faults=tuple(faulty.faults), diff=tuple(faulty.diff))
    batch = ImportBatch.objects.get(site=by.site, kind=kind, sha256=sha256)
    _open(batch, by)
    return replace(report, batch=batch.code, diff=_diff_of(batch), dry_run=False)


def batch_code(kind: ImportKind, sha256: str) -> str:
    """The code of an import: its kind and the start of its file's hash, so that the same file has the same code."""
    return f"IM-{kind.value[:3].upper()}-{sha256[:12].upper()}"


def _unit(site: str, code: str) -> str:
    return f"{code}@{site}"


def _rows(this: Act, report: Report, sheet: Sheet, known: dict[str, Known], tick: Tick) -> list[RowDiff]:
    """Make every new row, each in a savepoint of its own, so that all faults are found at once."""
    columns, make = tables.TABLES[report.kind], MAKERS[report.kind]
    states, diff, faults = _states(sheet, known), [], []
    for done, row in enumerate(sheet.rows, 1):
        if row.line in states:
            diff.append(states[row.line])
            continue
        values, unread = read_row(row, columns)
        faults += unread
        if not unread:
            try:
                with transaction.atomic():
                    diff.append(RowDiff(row.line, values["reference"], RowState.NEW, make(this, values)))
            except Refused as refused:
                faults += faults_of(row.line, refused)
            except IntegrityError as clash:
                name = getattr(getattr(clash.__cause__, "diag", None), "constraint_name", "") or "constraint"
                faults.append(Fault(row.line, "", Refusal("interop.row_clashes", constraint=name)))
        if len(faults) >= MOST_ERRORS:
            break
        tick(done)
    if faults:
        raise _Faulty(faults[:MOST_ERRORS], diff)
    return diff


def faults_of(line: int, refused: Refused) -> list[Fault]:
    """A row's refusals with the column each is about."""
    return [Fault(line, tables.COLUMN_OF.get(reason.code, ""), reason) for reason in refused.reasons]


def record_batch_within(
    this: Act, report: Report, sheet: Sheet, diff: list[RowDiff], *, code: str, unit: str, hold: str
) -> None:
    """Write the batch and what each of its new rows became."""
    batch = ImportBatch.objects.create(
        code=code, site=this.by.site, kind=report.kind, sha256=report.sha256, rows=len(sheet.rows),
        created=sum(each.state is RowState.NEW for each in diff), unit=unit, hold=hold, imported_at=this.now,
        imported_by=this.by.code,
    )  # fmt: skip
    by_line = {row.line: row for row in sheet.rows}
    ImportedRow.objects.bulk_create(
        [
            ImportedRow(
                site=this.by.site,
                batch=batch,
                kind=report.kind,
                line=each.line,
                reference=each.reference,
                code=each.code,
                content=content_of(by_line[each.line]),
            )  # fmt: skip
            for each in diff
            if each.state is RowState.NEW
        ],
        batch_size=1000,
    )


def _open(batch: ImportBatch, by: Actor) -> None:
    """Lift the import's hold, once all rows are in; an import whose opening was interrupted is opened by its repeat."""
    if batch.opened_at is not None or batch.withdrawn_at is not None or not batch.hold:
        return
    if batch.imported_by != by.code:
        return  # only who placed the import's hold lifts it; their repeat opens an interrupted import
    with act(verbs.OPENED, by=by, key=batch.code, content={"batch": batch.code}, subject=batch.code) as this:
        if this.answered:
            return
        lift_import_holds_within(this, holds=[batch.hold], reason=f"Every row of {batch.code} is in")
        ImportBatch.objects.filter(pk=batch.pk).update(opened_at=this.now)
        this.record(subject=batch.code, units=[batch.hold], payload={"rows": batch.rows})


def _diff_of(batch: ImportBatch) -> tuple[RowDiff, ...]:
    rows = batch.imported_rows.order_by("line").values_list("line", "reference", "code")
    return tuple(RowDiff(line, reference, RowState.NEW, code) for line, reference, code in rows)


def _keep_attempt(by: Actor, report: Report) -> None:
    """Keep a refused file among the attempts, with every code and without what its cells said."""
    from cordline.ledger.services import Source, record_attempt, settle_attempt

    attempt = record_attempt(
        verb=verbs.IMPORTED.name, by=by, key=f"{report.kind}:{report.sha256}"[:100],
        subject=batch_code(report.kind, report.sha256), source=Source.PAGE,
    )  # fmt: skip
    distinct = {fault.refusal.code: fault.refusal for fault in report.faults}
    settle_attempt(attempt, reasons=list(distinct.values()))
