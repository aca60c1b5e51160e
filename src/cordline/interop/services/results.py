"""How a file of results is taken in: judged row by row first, then recorded by assays in one gated act.

A late reactive result may not wait for an import to finish: the act that records the rows takes the gate and places
every hold they ask for.
"""

from collections.abc import Callable
from dataclasses import replace

from cordline.assays.services import NewResult, record_results, why_not_recorded_many
from cordline.assays.types import Reading
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.interop import tables, verbs
from cordline.interop.cells import read_row
from cordline.interop.limits import MOST_ERRORS
from cordline.interop.models import ImportBatch
from cordline.interop.types import Fault, Report, RowDiff, RowState, Sheet
from cordline.ledger.services import act


def import_results(
    report: Report,
    sheet: Sheet,
    known: dict[int, RowDiff],
    *,
    by: Actor,
    tick: Callable[[int], None],
) -> Report:
    """Judge every row, and unless it is a dry run record those that are new. Results are never born under a hold."""
    results: dict[int, NewResult] = {}
    references: dict[int, str] = {}
    faults: list[Fault] = []
    for row in sheet.rows:
        if row.line in known:
            continue
        values, unread = read_row(row, tables.RESULTS)
        faults += unread
        if unread:
            continue
        reading = Reading(
            values["test"], values["result"], values.get("value"), values.get("unit", ""),
            values.get("detection_limit"),
        )  # fmt: skip
        references[row.line] = values["reference"]
        results[row.line] = NewResult(
            values["sample"], reading, values["reported_at"], values.get("method", ""), values.get("laboratory", "")
        )  # fmt: skip
    for line, reasons in zip(results, why_not_recorded_many(list(results.values()), by=by), strict=True):
        faults += [Fault(line, tables.COLUMN_OF.get(reason.code, ""), reason) for reason in reasons]
    tick(len(sheet.rows))
    diff = [*known.values(), *(RowDiff(line, references[line], RowState.NEW) for line in results)]
    diff.sort(key=lambda each: each.line)
    if faults or report.dry_run:
        faults.sort(key=lambda fault: fault.line)
        return replace(report, faults=tuple(faults[:MOST_ERRORS]), diff=tuple(diff))
    return _record(report, sheet, results, diff, by=by)


def _record(
    report: Report, sheet: Sheet, results: dict[int, NewResult], diff: list[RowDiff], *, by: Actor
) -> Report:
    from cordline.interop.services.importing import batch_code, record_batch_within

    code = batch_code(report.kind, report.sha256)
    try:
        entry = record_results(results=list(results.values()), by=by, key=report.sha256) if results else None
    except Refused as refused:
        return replace(report, faults=tuple(Fault(0, "", reason) for reason in refused.reasons))
    codes = dict(zip(results, entry.payload["results"], strict=True)) if entry else {}
    whole = [replace(each, code=codes.get(each.line, each.code)) for each in diff]
    content = {"kind": report.kind, "sha256": report.sha256, "dry_run": False}
    with act(
        verbs.IMPORTED, by=by, key=f"{report.kind}:{report.sha256}", content=content, subject=code
    ) as this:
        if not this.answered:
            record_batch_within(this, report, sheet, whole, code=code, unit="", hold="")
            ImportBatch.objects.filter(code=code).update(opened_at=this.now)
            this.record(
                subject=code,
                payload={"rows": len(sheet.rows), "kind": report.kind, "sha256": report.sha256, "hold": ""},
            )
    return replace(report, batch=code, diff=tuple(whole), dry_run=False)
