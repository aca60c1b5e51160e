"""How consent is recorded, and how its withdrawal stops everything at once, also what is derived later (W9)."""

from collections.abc import Iterable
from datetime import datetime

from cordline.assays.types import as_said
from cordline.donors import deciding_rules, selectors, verbs
from cordline.donors.models import DonorConsent
from cordline.donors.services.judging import judge_all_within, units_of
from cordline.donors.services.registering import require_donor
from cordline.donors.types import Scope
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Act, Entry, act, next_code
from cordline.lineage.services import place_hold_within
from cordline.lineage.types import HoldKind


def record_consent(
    *,
    donor: str,
    scopes: Iterable[Scope],
    text_version: str,
    language: str,
    signed_at: datetime,
    by: Actor,
    key: str,
) -> Entry:
    """Record what a donor signed: which words, in which language, for what, and when.

    Refuses: donors.donor_unknown, donors.foreign_site, donors.scopes_missing, donors.text_missing, donors.time_*.
    Writes: donors.consent.recorded.
    """
    given = sorted({str(scope) for scope in scopes})
    content = {
        "donor": donor, "scopes": given, "text_version": text_version, "language": language,
        "signed_at": as_said(signed_at),
    }  # fmt: skip
    with act(verbs.CONSENT_RECORDED, by=by, key=key, content=content, subject=donor) as this:
        if this.answered:
            return this.entry
        code = record_consent_within(
            this, donor=donor, scopes=given, text_version=text_version, language=language, signed_at=signed_at
        )
        return this.record(subject=donor, units=[code], payload={"consent": code, "scopes": given})


def record_consent_within(
    this: Act,
    *,
    donor: str,
    scopes: Iterable[Scope] | Iterable[str],
    text_version: str,
    language: str,
    signed_at: datetime,
) -> str:
    """Record a consent inside the caller's act; gives its code. Refuses as ``record_consent``."""
    row, given = require_donor(donor), sorted({str(scope) for scope in scopes})
    this.require(
        deciding_rules.why_not_ours(donor, row.site, this.by.site),
        deciding_rules.why_not_moment(signed_at, this.now),
        deciding_rules.why_not_consent(given, text_version, language),
    )
    code = next_code(Kind.CONSENT, this)
    DonorConsent.objects.create(
        code=code, site=row.site, donor=row, scopes=given, text_version=text_version.strip(),
        language=language.strip(), signed_at=signed_at, taken_by=this.by.code, recorded_at=this.now,
    )  # fmt: skip
    return code


def withdraw_consent(*, consent: str, by: Actor, key: str, occurred_at: datetime | None = None) -> Entry:
    """Record that a donor takes her consent back. No reason is asked. From this commit nothing may be used.

    A hold on the donor stops every donation and all that descends, now and later, until quality ends it; decisions
    that rest on the consent are judged again. Refuses: donors.consent_unknown, donors.consent_withdrawn_already.
    Writes: donors.consent.withdrawn.
    """
    with act(
        verbs.CONSENT_WITHDRAWN,
        by=by,
        key=key,
        content={"consent": consent},
        occurred_at=occurred_at,
        subject=consent,
    ) as this:
        if this.answered:
            return this.entry
        row = (
            DonorConsent.objects.select_for_update(of=("self",))
            .select_related("donor")
            .filter(code=consent)
            .first()
        )
        if row is None:
            raise Refused([Refusal("donors.consent_unknown", consent=consent[:40])])
        if row.withdrawn_at is not None:
            raise Refused([Refusal("donors.consent_withdrawn_already", consent=consent)])
        donor = row.donor.code
        hold = place_hold_within(
            this,
            on=donor,
            kind=HoldKind.ELIGIBILITY,
            reason=f"Consent {consent} withdrawn by the donor",
            site=row.site,
        )
        DonorConsent.objects.filter(pk=row.pk).update(
            withdrawn_at=occurred_at or this.now, withdrawn_by=by.code, withdrawal_hold=hold
        )
        judged = judge_all_within(this, selectors.donations_of(donor), because=f"consent {consent} withdrawn")
        return this.record(
            subject=donor,
            units=[consent, hold, *units_of(judged)],
            payload={"consent": consent, "hold": hold},
        )
