"""What this room does when a room below tells it something: a result re-grades the donations it speaks about."""

from cordline.donors import selectors
from cordline.donors.services import regrade_donation
from cordline.ground.actor import job
from cordline.ground.codes import Kind
from cordline.ledger.subscribing import subscribe
from cordline.ledger.types import Entry

NAME = "donors.on_result"
_ABOUT_DONORS = (Kind.DONOR.value, Kind.DONATION.value)


def _about_no_donor(entry: Entry) -> bool:
    """A result of a bank, a lot or a dose re-grades no donation."""
    of = entry.payload.get("of", "")
    codes = of if isinstance(of, list) else [of]
    return not any(str(code).startswith(_ABOUT_DONORS) for code in codes)


@subscribe(
    NAME,
    verbs=["assays.result.recorded", "assays.results.recorded", "assays.result.corrected"],
    idle=_about_no_donor,
)
def regrade_on_result(entry: Entry) -> None:
    """Judge again each donation that has been judged and that a new or corrected result is about.

    The hold that a bad result asks for stands since the result's own transaction; this gives the decision its words.
    """
    of = entry.payload.get("of", "")
    for code in selectors.donations_touched_by(of if isinstance(of, list) else [str(of)]):
        if selectors.decision_in_force(code) is not None:
            regrade_donation(
                donation=code,
                because=f"result {entry.subject}",
                by=job("donors", entry.site),
                key=f"{NAME}:{entry.id}:{code}",
            )
