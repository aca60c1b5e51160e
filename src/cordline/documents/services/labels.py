"""Printing labels as an act: who printed which code, how often, and why again (U38-U40)."""

from collections.abc import Sequence

from django.db.models import Max

from cordline.documents import rules, verbs
from cordline.documents.labelling import label_set
from cordline.documents.models import LabelPrint
from cordline.documents.types import LabelForm
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act, constraint_refuses

constraint_refuses("documents_label_print_once", "documents.labels_raced")


def print_labels(
    *,
    subject: str,
    form: LabelForm,
    by: Actor,
    key: str,
    copies: int = 1,
    only: Sequence[str] = (),
    reason: str = "",
) -> Entry:
    """Print the labels a code stands for, or some of them; payload names the ``batch`` under which they are fetched.

    Refuses: documents.labels_none, documents.label_not_of, documents.label_copies, documents.label_reason_missing,
    documents.label_made_anew, documents.labels_raced. Writes: documents.labels.printed.
    """
    asked = {"subject": subject, "form": form, "copies": copies, "only": list(only)}
    with act(verbs.LABELS_PRINTED, by=by, key=key, content=asked, reason=reason, subject=subject) as this:
        if this.answered:
            return this.entry
        found = label_set(subject, by)
        if found is None or not found.labels:
            raise Refused([Refusal("documents.labels_none", code=subject)])
        known = [label.code for label in found.labels]
        wanted = list(dict.fromkeys(only)) or known
        printed = prints_of(wanted)
        this.require(
            rules.why_not_print_labels(
                subject,
                known=known,
                wanted=wanted,
                printed=printed,
                copies=copies,
                reason=reason,
                anew=bool(found.anew_at),
            )
        )
        assert this.entry_id is not None  # noqa: S101 - an act that writes has its number
        LabelPrint.objects.bulk_create(
            LabelPrint(
                code=code,
                print_number=printed.get(code, 0) + 1,
                subject=subject,
                batch=this.entry_id,
                copies=copies,
                form=form,
                reason=reason.strip(),
                site=by.site,
                printed_at=this.now,
                printed_by=by.code,
            )
            for code in wanted
        )
        again = sum(1 for code in wanted if code in printed)
        told = {"batch": this.entry_id, "labels": len(wanted), "again": again, "copies": copies}
        return this.record(subject=subject, payload={**told, "form": form.value})


def prints_of(codes: Sequence[str]) -> dict[str, int]:
    """How often each of these codes has been printed; those never printed are left out."""
    rows = LabelPrint.objects.filter(code__in=codes).values_list("code").annotate(last=Max("print_number"))
    return dict(rows)
