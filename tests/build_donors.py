"""Builds donors and donations through the house's own services, for any test that needs one to stand on.

Every donor here is complete and eligible under FDA, EU and MY unless told otherwise. Signing needs a demonstration.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from cordline.access.services import demonstration
from cordline.access.services.founding import FirstAdministrator, found_house
from cordline.access.signing import demonstration_proof
from cordline.assays.models import Laboratory
from cordline.assays.services import enter_laboratory, enter_method, record_result, take_sample
from cordline.assays.types import DonorTest, Reading, Taken, ValueKind
from cordline.donors import rulebook, selectors
from cordline.donors.deciding_rules import NewDonation
from cordline.donors.services import (
    adopt_rule_set,
    judge_donation,
    record_consent,
    record_donation,
    record_examination,
    record_interview,
    register_donor,
    sign_eligibility,
)
from cordline.donors.types import Answer, Delivery, DonationKind, DonationUse, DonorKind, Question, Scope
from cordline.ground.products import Product, RuleSet
from cordline.ledger.services import Entry, database_now, declare_demonstration, is_demonstration
from tests import cast

LAW = (RuleSet.FDA, RuleSet.EU, RuleSet.MY)
VERSIONS = ("FDA 2024-05-20", "EU 2014-06-17", "MY 2021-01-01")
PANEL = (
    DonorTest.HIV_ANTIBODY, DonorTest.HIV_NAT, DonorTest.HBSAG, DonorTest.ANTI_HBC, DonorTest.HBV_NAT,
    DonorTest.HCV_ANTIBODY, DonorTest.HCV_NAT, DonorTest.SYPHILIS_TREPONEMAL, DonorTest.HTLV_ANTIBODY,
    DonorTest.CMV_ANTIBODY,
)  # fmt: skip
ZONE = "Asia/Kuala_Lumpur"
_keys = count()


def fresh_key() -> str:
    """A key that no act of this test run has used."""
    return f"donors-test-{next(_keys)}"


def ready_site() -> None:
    """A demonstration whose laboratory is bound by the law's rule sets, has taken them, and can have blood tested."""
    if not is_demonstration():
        declare_demonstration(2026)
    found_house(
        organisations=demonstration.ORGANISATIONS,
        sites=demonstration.PLACES,
        first=FirstAdministrator("Adam Exampleton (demo)", "administrator"),
        key=fresh_key(),
    )
    adopt()
    catalogue()


def adopt() -> None:
    """The responsible person takes the three rule sets of the law."""
    taken = selectors.adopted_versions(cast.LABORATORY)
    for version in (each for each in VERSIONS if each not in taken):
        content = rulebook.shipped_content(version)
        proof = demonstration_proof(cast.RESPONSIBLE_PERSON, selectors.adopt_rules_content(content))
        adopt_rule_set(content=content, proof=proof, by=cast.RESPONSIBLE_PERSON, key=fresh_key())


def catalogue() -> None:
    """One accredited laboratory and one approved kit for each test of the panel; what is there already stays."""
    if Laboratory.objects.filter(code="REFLAB").exists():
        return
    enter_laboratory(
        code="REFLAB", name="Reference laboratory", country="MY", accreditation="SAMM 000",
        accredited_under=LAW, accredited_until=date(2030, 12, 31), by=cast.QUALITY, key=fresh_key(),
    )  # fmt: skip
    for test in DonorTest:
        enter_method(
            code=kit_of(test), name=f"Panel A {test.label}", test=test, donor_screening_under=LAW,
            by=cast.QUALITY, key=fresh_key(),
        )  # fmt: skip


def kit_of(test: DonorTest) -> str:
    """The code of the approved kit of one test."""
    return f"KIT-{test.value.upper().replace('_', '-')}"[:24]


def mother(**changes: Any) -> str:
    """A birth mother who has consented, been asked and been examined; gives her donor code."""
    now = database_now()
    born = changes.pop("donated_at", now - timedelta(days=20))
    entry = register_donor(
        kind=DonorKind.BIRTH_MOTHER, full_name="Puteri Contoh (demo)", birth_date=date(1994, 5, 2), sex="F",
        by=cast.DONOR_COORDINATOR, key=fresh_key(),
    )  # fmt: skip
    donor = entry.subject
    if changes.pop("consent", True):
        record_consent(
            donor=donor,
            scopes=[Scope.DONATION, Scope.INFECTION_TESTS, Scope.ALLOGENEIC_USE, Scope.CONTACT_LATER],
            text_version="donor-consent-1", language="en", signed_at=born - timedelta(days=14),
            by=cast.DONOR_COORDINATOR, key=fresh_key(),
        )  # fmt: skip
    answers: Mapping[Question, Answer] = dict.fromkeys(Question, Answer.NO) | changes.pop("answers", {})
    record_interview(
        donor=donor, answers=answers, taken_at=born - timedelta(days=14), by=cast.DONOR_COORDINATOR, key=fresh_key()
    )  # fmt: skip
    record_examination(
        donor=donor, findings=changes.pop("findings", []), done_at=born - timedelta(days=1),
        weight_kg=Decimal(60), by=cast.RESPONSIBLE_PERSON, key=fresh_key(),
    )  # fmt: skip
    assert not changes, f"unknown: {sorted(changes)}"
    return donor


def cord_of(donor: str, *, donated_at: datetime | None = None, **changes: Any) -> str:
    """A cord donation of this mother; gives its code."""
    new = NewDonation(
        kind=DonationKind.CORD, use=DonationUse.ALLOGENEIC, product=Product.MSC_WJ,
        donated_at=donated_at or database_now() - timedelta(days=20), zone=ZONE, collected_in="MY",
        gestation_weeks=39, delivery=Delivery.CAESAREAN, infant_healthy=True, donor_age_years=31,
    )  # fmt: skip
    entry = record_donation(
        donor=donor, donation=replace(new, **changes), by=cast.DONOR_COORDINATOR, key=fresh_key()
    )
    return str(entry.payload["donation"])


def blood_of(donor: str, *, taken_at: datetime | None = None, taken_from: Taken = Taken.BIRTH_MOTHER) -> str:
    """A blood sample of the donor with nothing run in before; gives its code."""
    entry = take_sample(
        of=donor, taken_from=taken_from, taken_at=taken_at or database_now() - timedelta(days=19), zone=ZONE,
        blood_loss=False, blood_ml_48h=0, colloid_ml_48h=0, crystalloid_ml_1h=0, laboratory="REFLAB",
        by=cast.DONOR_COORDINATOR, key=fresh_key(),
    )  # fmt: skip
    return str(entry.payload["sample"])


def screened(
    sample: str, test: DonorTest, kind: ValueKind = ValueKind.NON_REACTIVE, key: str = "", **changes: Any
) -> Entry:
    """One screening result of a sample, with the approved kit and the accredited laboratory."""
    given = {
        "reported_at": database_now() - timedelta(days=15), "method": kit_of(test), "laboratory": "REFLAB", **changes
    }  # fmt: skip
    return record_result(
        sample=sample, reading=Reading(test, kind), by=cast.TECHNICIAN, key=key or fresh_key(), **given
    )


def with_panel(donor: str, results: Mapping[DonorTest, ValueKind] | None = None) -> str:
    """A blood sample with the whole panel, non-reactive but for ``results``; gives the sample's code."""
    sample = blood_of(donor)
    for test in PANEL:
        screened(sample, test, (results or {}).get(test, ValueKind.NON_REACTIVE))
    return sample


def judged(donation: str) -> Entry:
    """Have a donation judged by the coordinator."""
    return judge_donation(donation=donation, by=cast.DONOR_COORDINATOR, key=fresh_key())


def signed(donation: str) -> Entry:
    """Sign the decision in force, as the responsible person."""
    proof = demonstration_proof(cast.RESPONSIBLE_PERSON, selectors.sign_eligibility_content(donation))
    return sign_eligibility(donation=donation, proof=proof, by=cast.RESPONSIBLE_PERSON, key=fresh_key())


def eligible_cord() -> tuple[str, str]:
    """A mother and her cord, judged eligible and signed; gives (donor, donation). Needs ``ready_site``."""
    donor = mother()
    donation = cord_of(donor)
    with_panel(donor)
    assert judged(donation).payload["decision"] == "eligible"
    signed(donation)
    return donor, donation
