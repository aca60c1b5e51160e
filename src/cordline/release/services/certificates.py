"""Issuing a certificate with a decision, and withdrawing it when the decision falls. Its content never changes."""

import secrets
from typing import Any

from django.db.models import Max

from cordline.ground.codes import Kind, check_character
from cordline.ground.products import Use
from cordline.ledger.services import Act, next_code
from cordline.ledger.types import as_json
from cordline.release import selectors
from cordline.release.limits import CHECK_CODE_LETTERS
from cordline.release.models import Certificate, Disposition
from cordline.release.types import CertificateStatus, Line, ReleaseFacts, Review, State

# Without the letters and digits that a person confuses when reading aloud or typing.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def issue_within(
    this: Act, row: Disposition, facts: ReleaseFacts, review: Review, signature: int | None
) -> str:
    """Issue the next version of this lot's certificate for this use; the one before is replaced. Gives its code."""
    before = Certificate.objects.filter(disposition=row)
    before.exclude(status=CertificateStatus.REPLACED).update(
        status=CertificateStatus.REPLACED, status_since=this.now
    )
    earlier = before.order_by("-version").first()
    code = earlier.code if earlier else next_code(Kind.CERTIFICATE, this)
    version = (before.aggregate(last=Max("version"))["last"] or 0) + 1
    Certificate.objects.create(
        code=code,
        version=version,
        disposition=row,
        lot=row.lot,
        use=row.use,
        site=row.site,
        verdict=row.state,
        check_code=_check_code(code),
        content=as_json(_content(row, facts, review, signature)),
        issued_at=this.now,
        status=CertificateStatus.VALID,
        status_since=this.now,
    )
    return code


def withdraw_within(this: Act, row: Disposition) -> None:
    """Say of the certificate that still counts that it counts no more."""
    Certificate.objects.filter(disposition=row, status=CertificateStatus.VALID).update(
        status=CertificateStatus.WITHDRAWN, status_since=this.now
    )


def _check_code(code: str) -> str:
    """A code that only who holds the paper knows: certificate, random letters, check character."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(CHECK_CODE_LETTERS))
    body = f"{code.rsplit('-', 1)[0]}-{letters}"
    return f"{body}-{check_character(body)}"


def _content(row: Disposition, facts: ReleaseFacts, review: Review, signature: int | None) -> dict[str, Any]:
    """What the certificate says for good: facts of the lot, each line, the exceptions, who signed, by code."""
    return {
        **selectors.content_of(facts, review),
        "lines": [_line(line) for line in review.lines],
        "plan": row.plan,
        "reason": row.reason,
        "pending": list(row.pending),
        "subject": selectors.signature_subject(row.lot, Use(row.use)),
        "signatures": _signatures(row, signature),
        "lot_facts": [list(pair) for pair in facts.described],
    }


def _signatures(row: Disposition, signature: int | None) -> list[int]:
    """The pair under which a lot was released; a rejection stands on its own signature."""
    pair = [row.first_signature, row.second_signature] if row.state != State.REJECTED else [signature]
    return [number for number in pair if number is not None]


def _line(line: Line) -> dict[str, Any]:
    return {
        "label": line.label,
        "method": line.method,
        "limit": line.limit,
        "result": line.result,
        "record": line.record,
        "verdict": line.verdict,
        "tested_on": line.tested_on,
        "tester": line.tester,
    }
