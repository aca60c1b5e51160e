"""A lot that may be released, to be spoiled one fact at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from cordline.ground.products import Product, RuleSet, Use
from cordline.release.types import (
    AuditReviewFacts,
    Criterion,
    CriterionVerdict,
    DonationFacts,
    LicenceFacts,
    ReleaseFacts,
    SigningFacts,
    SpecificationFacts,
    State,
)

NOW = datetime(2026, 3, 4, 6, 32, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LOT = "LT26-0046-0"


def criterion(key: str = "viability", **over: Any) -> Criterion:
    """One line that meets its limit."""
    base = Criterion(
        key=key,
        label=key.capitalize(),
        method="M-012 v4",
        limit="80 % or more",
        verdict=CriterionVerdict.MEETS,
        result="91 %",
        record="RS26-0871-6",
    )
    return replace(base, **over)


def sterility_pending() -> Criterion:
    """The final sterility reading, still incubating."""
    return criterion("sterility", verdict=CriterionVerdict.PENDING, result="", record="", may_follow=True)


def good(**over: Any) -> ReleaseFacts:
    """Facts with nothing against a release for a patient."""
    base = ReleaseFacts(
        lot=LOT,
        site="KL-LAB",
        product=Product.MSC_WJ,
        use=Use.PATIENT,
        specification=SpecificationFacts("SC26-0001-0", 5, True, NOW - timedelta(days=30)),
        criteria=(criterion("viability"), criterion("sterility", may_follow=True)),
        deviations=(),
        donations=(
            DonationFacts("DD25-0027-5", ((RuleSet.FDA, "eligible"), (RuleSet.MY, "eligible")), "PT1", ""),
        ),
        binding=(RuleSet.FDA, RuleSet.MY),
        licences=(LicenceFacts("cell processing", "LIC-1", NOW + timedelta(days=100)),),
        holds=(),
        passage=4,
        passage_limit=5,
        doublings=Decimal("13.10"),
        doublings_limit=Decimal("20.00"),
        expires_at=NOW + timedelta(days=700),
        audit_review=AuditReviewFacts("ST26-0009-0", up_to=410),
        last_entry=410,
    )
    return replace(base, **over)


def signing(**over: Any) -> SigningFacts:
    """A review that its second signer may sign."""
    base = SigningFacts(
        lot=LOT,
        use=Use.PATIENT,
        state=State.FIRST_SIGNED,
        site="KL-LAB",
        makers=frozenset({"ST-MAKER"}),
        separation=True,
        unread=(),
        first_signer="ST-FIRST",
        first_signed_hash="aa",
        content_hash="aa",
    )
    return replace(base, **over)
