"""News about an ancestor suspends what was released, exactly once, and only while it still speaks against it."""

import pytest

from cordline.ground.actor import Actor, job
from cordline.ground.refusal import Refused
from cordline.ledger import selectors as ledger
from cordline.ledger.judging import why_not
from cordline.ledger.subscribing import deliver_all
from cordline.lineage import selectors as lineage
from cordline.lineage.services import place_hold
from cordline.lineage.types import HoldKind
from cordline.quality.services import open_deviation
from cordline.quality.types import Severity
from cordline.release import selectors, services
from cordline.release.models import Certificate, Decision
from cordline.release.types import DeviationFacts, HoldFacts
from cordline.vigilance import services as vigilance
from tests import cast
from tests.rooms.release.evidence import USE, Evidence


def donation_of(lot: Evidence) -> str:
    """The donation the lot came from."""
    node = lineage.node(lot.lot)
    assert node is not None
    return next(code for _, kind, code in lineage.ancestors(node.id) if kind == "DD")


def held(lot: Evidence) -> str:
    """Hold its donation, as the rooms below say it afterwards."""
    donation = donation_of(lot)
    entry = place_hold(
        on=donation, kind=HoldKind.RESULT, reason="Late result", by=cast.QUALITY, key="hold it"
    )
    lot.set(holds=(HoldFacts(entry.payload["hold"], donation, "Late result"),))
    return donation


@pytest.mark.req("S3", "S8", "I7", "U117")
def test_a_hold_on_the_donation_suspends_the_lot_with_the_reason(lot: Evidence) -> None:
    lot.ready().release()
    donation = held(lot)
    assert deliver_all() >= 1
    found = selectors.disposition(lot.lot, USE)
    assert found.state.value == "suspended"
    assert donation in found.reason
    assert Certificate.objects.get(lot=lot.lot).status == "withdrawn"
    entry = ledger.entries(about=lot.lot, verb="release.lot.suspended_by_house")[0]
    assert entry.actor == "job.release"


@pytest.mark.req("S8", "I14")
def test_the_same_news_twice_suspends_once(lot: Evidence) -> None:
    lot.ready().release()
    held(lot)
    deliver_all()
    services.suspend_by_house(lot=lot.lot, use=USE, by=_job(), key="again")
    assert Decision.objects.filter(move="suspend").count() == 1


def _job() -> Actor:

    return job("release", site=cast.LABORATORY)


@pytest.mark.req("W17")
def test_a_critical_deviation_on_an_ancestor_suspends_and_a_minor_one_does_not(lot: Evidence) -> None:
    lot.ready().release()
    donation = donation_of(lot)
    for severity, state in ((Severity.MINOR, "released"), (Severity.CRITICAL, "suspended")):
        code = open_deviation(
            severity=severity, subject=donation, title="Leak", immediate_action="Isolated.",
            by=cast.QUALITY, key=severity.value,
        ).payload["deviation"]  # fmt: skip
        lot.set(deviations=(DeviationFacts(code, severity, True, "Leak"),))
        deliver_all()
        assert lot.state == state


def test_what_was_lifted_before_the_news_arrived_suspends_nothing(lot: Evidence) -> None:
    lot.ready().release()
    held(lot)
    lot.set(holds=())
    deliver_all()
    assert lot.state == "released"


def test_news_about_something_else_leaves_the_lot_alone(lot: Evidence) -> None:
    lot.ready().release()
    before = ledger.entries(about=lot.lot).count()
    open_deviation(
        severity=Severity.CRITICAL, subject="EQ26-0001-0", title="Alarm", immediate_action="Silenced.",
        by=cast.QUALITY, key="d",
    )  # fmt: skip
    deliver_all()
    assert lot.state == "released"
    assert ledger.entries(about=lot.lot).count() == before


def test_nobody_calls_the_house_s_own_suspension(lot: Evidence) -> None:
    lot.ready().release()
    with pytest.raises(Refused) as caught:
        services.suspend_by_house(lot=lot.lot, use=USE, by=cast.QUALITY, key="x")
    assert [reason.code for reason in caught.value.reasons] == ["access.role_missing"]


@pytest.mark.req("S8")
def test_why_not_says_what_the_act_would_say(lot: Evidence) -> None:
    answer = why_not("release", lot.lot, by=cast.QUALITY)
    assert [r.code for r in answer.refusals] == ["release.review_missing", "release.audit_trail_unread"]
    lot.ready()
    assert why_not("release", lot.lot, by=cast.QUALITY).allowed
    assert [r.code for r in why_not("release", lot.lot, by=cast.LABORATORY_HEAD).refusals] == [
        "access.role_missing",
        "release.same_person",
    ]
    assert [r.code for r in why_not("verify-release", lot.lot, by=cast.QUALITY).refusals] == [
        "release.already_verified"
    ]
    assert why_not("reject", lot.lot, by=cast.QUALITY).allowed
    assert [r.code for r in why_not("release", "LT26-9999-0", by=cast.QUALITY).refusals] == [
        "release.lot_unknown"
    ]
    assert [r.code for r in why_not("release", lot.lot, for_code="sale", by=cast.QUALITY).refusals] == [
        "release.use_unknown"
    ]
    assert why_not("release", lot.lot, for_code="research", by=cast.QUALITY).refusals[0].code == (
        "release.review_missing"
    )


@pytest.mark.req("S8", "I7", "U118")
def test_a_recall_suspends_the_release_in_the_next_delivery_and_a_drill_suspends_nothing(
    lot: Evidence,
) -> None:
    lot.ready().release()
    donation = donation_of(lot)
    asked = {"subject": donation, "reason": "Donor reported ill", "by": cast.VIGILANCE_OFFICER}
    vigilance.recall(**asked, drill=True, key="drill")
    deliver_all()
    assert lot.state == "released"
    entry, _ = vigilance.recall(**asked, key="recall")
    [hold] = entry.payload["holds"]
    assert lineage.holds_on([lineage.node(lot.lot).id])[0].code == hold  # type: ignore[union-attr]
    assert lot.state == "released"
    lot.set(holds=(HoldFacts(hold, donation, "Donor reported ill"),))
    deliver_all()
    assert lot.state == "suspended"
    assert Certificate.objects.get(lot=lot.lot).status == "withdrawn"
    suspended = ledger.entries(about=lot.lot, verb="release.lot.suspended_by_house")
    assert [one.actor for one in suspended] == ["job.release"]
    deliver_all()
    assert Decision.objects.filter(move="suspend").count() == 1
