"""The sample records on which the pages of donors and assays are looked at."""

from typing import Any


def build(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """A mother with an eligible cord, a late reactive result and news; a draft specification; a lot's sample."""
    from cordline.assays import selectors as assays
    from cordline.assays.services import draft_specification
    from cordline.assays.specification_file import shipped_specification
    from cordline.assays.types import DonorTest, ValueKind
    from cordline.donors import selectors
    from cordline.donors.services import record_news
    from cordline.donors.types import NewsFrom, NewsKind
    from cordline.interop import tables
    from cordline.interop.services import import_file
    from cordline.interop.types import ImportKind
    from cordline.ledger.services import database_now
    from tests import build_donors, cast

    build_donors.adopt()
    build_donors.catalogue()
    donor, donation = build_donors.eligible_cord()
    sample = build_donors.blood_of(donor)
    result = build_donors.screened(sample, DonorTest.HBSAG, ValueKind.REACTIVE).subject
    news = record_news(
        donor=donor, kind=NewsKind.MOTHER_ILL, heard_from=NewsFrom.DONOR, heard_at=database_now(),
        by=cast.DONOR_COORDINATOR, key=build_donors.fresh_key(),
    ).payload["news"]  # fmt: skip
    drafted = draft_specification(
        content=shipped_specification(), by=cast.LABORATORY_HEAD, key=build_donors.fresh_key()
    )
    specification = drafted.payload["specification"]
    found = selectors.donor(donor)
    assert found is not None
    assert assays.sample_facts(sample) is not None
    consent = found.consents.get().code
    batch = import_file(
        kind=ImportKind.DONORS,
        content=tables.template(ImportKind.DONORS).encode(),
        dry_run=False,
        by=people["donor_coordinator@KL-LAB"],
    ).batch
    of_donor = ("donor", "consent", "interview", "examination", "donate", "news")
    of_donation = ("donation", "judge", "sign", "assess", "assess_sign")
    return {
        **{f"donors:{page}": {"code": donor} for page in of_donor},
        **{f"donors:{page}": {"code": donation} for page in of_donation},
        "donors:withdraw": {"code": consent},
        "donors:assess_news": {"code": news, "outcome": "acceptable"},
        "donors:adopt": {"version": "SITE 2026-01-01"},
        "interop:batch": {"code": batch},
        "interop:withdraw": {"code": batch},
        "interop:upload": {"kind": "donors"},
        "interop:template": {"kind": "donors"},
        "assays:sample": {"code": sample},
        "assays:record": {"code": sample},
        **{f"assays:{page}": {"code": result} for page in ("result", "correct", "correct_sign")},
        "assays:specification": {"code": specification},
        "assays:approve": {"code": specification},
    }
