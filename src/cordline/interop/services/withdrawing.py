"""How an import is taken back as one batch: nothing of record is removed, and nothing of it can be used any more."""

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.interop import verbs
from cordline.interop.models import ImportBatch
from cordline.ledger.services import Entry, act
from cordline.lineage.services import place_hold_within
from cordline.lineage.types import HoldKind


def withdraw_import(*, batch: str, reason: str, by: Actor, key: str) -> Entry:
    """Stop everything one import brought, and all that was made of it since, by one hold on what touched it.

    Refuses: interop.batch_unknown, interop.foreign_site, interop.batch_withdrawn, interop.reason_missing.
    Writes: interop.import.withdrawn.
    """
    content = {"batch": batch, "reason": reason}
    with act(verbs.WITHDRAWN, by=by, key=key, content=content, subject=batch, reason=reason) as this:
        if this.answered:
            return this.entry
        row = ImportBatch.objects.select_for_update().filter(code=batch).first()
        if row is None:
            raise Refused([Refusal("interop.batch_unknown", batch=batch[:40])])
        this.require(
            [Refusal("interop.foreign_site", batch=batch, site=row.site)] if row.site != by.site else [],
            [Refusal("interop.batch_withdrawn", batch=batch)] if row.withdrawn_at else [],
            [] if reason.strip() else [Refusal("interop.reason_missing")],
        )
        hold = ""
        if row.unit:
            hold = place_hold_within(
                this, on=row.unit, kind=HoldKind.QUALITY, reason=f"Import {batch} withdrawn: {reason.strip()}"
            )
        ImportBatch.objects.filter(pk=row.pk).update(
            withdrawn_at=this.now,
            withdrawn_by=by.code,
            withdrawal_reason=reason.strip()[:500],
            withdrawal_hold=hold,
        )
        return this.record(
            subject=batch, units=[hold] if hold else [], payload={"hold": hold, "reason": reason.strip()}
        )
