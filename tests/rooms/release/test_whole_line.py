"""From a real donor to a real certificate: every fact of a release comes from the room that owns it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cordline.access.signing import demonstration_proof
from cordline.assays import selectors as assay_facts
from cordline.assays import services as assays
from cordline.assays.specification_file import shipped_specification
from cordline.assays.types import LimitKind, LineFacts, Reading, Stage, Taken, ValueKind
from cordline.ground.actor import Actor
from cordline.ground.products import Product, Use
from cordline.ground.refusal import Refused
from cordline.ledger.services import database_now
from cordline.ledger.subscribing import deliver_all
from cordline.lineage import selectors as lineage
from cordline.quality.types import Severity
from cordline.release import certificates, selectors, services, trail
from cordline.release.types import CriterionVerdict, Move
from tests import build_donors, cast, lab_chain

pytestmark = pytest.mark.django_db
USE = Use.PATIENT


@pytest.fixture
def grown(monkeypatch: pytest.MonkeyPatch) -> lab_chain.Line:
    """A lot grown from the cord of an eligible mother, its specification approved, nothing tested yet."""
    build_donors.ready_site()
    _, donation = build_donors.eligible_cord()
    received: dict[str, Any] = {}

    def cord(**others: Any) -> str:
        return str(lab_chain.receive(donation, **received).payload["cord"])

    monkeypatch.setattr(lab_chain, "cord", cord)
    line = lab_chain.line(lab_chain.house(), released=False)
    drafted = assays.draft_specification(
        content=shipped_specification(), by=cast.LABORATORY_HEAD, key="draft"
    )
    shown = assay_facts.approve_specification_content(drafted.subject)
    assays.approve_specification(
        specification=drafted.subject,
        proof=demonstration_proof(cast.QUALITY, shown),
        by=cast.QUALITY,
        key="approve",
    )
    return line


def have_tested(line: lab_chain.Line, *, but: tuple[str, ...] = ()) -> None:
    """Have the lot and its working bank tested, all good, without the tests in ``but``."""
    (spec,) = assay_facts.approved_specifications(cast.LABORATORY, Product.MSC_WJ, use=USE)
    for code, taken, stage in ((line.lot, Taken.LOT, Stage.LOT), (line.working, Taken.BANK, Stage.BANK)):
        sample = assays.take_sample(
            of=code, taken_from=taken, taken_at=database_now(), zone="Asia/Kuala_Lumpur", product=Product.MSC_WJ,
            by=cast.SECOND_TECHNICIAN, key=f"sample {code}",
        ).subject  # fmt: skip
        for item in spec.lines:
            if item.stage is stage and item.test.value not in but:
                record(sample, good(item), f"{sample} {item.test}")


def record(sample: str, reading: Reading, key: str) -> None:
    """Record one reading."""
    assays.record_result(
        sample=sample, reading=reading, reported_at=database_now(), by=cast.SECOND_TECHNICIAN, key=key
    )


def good(line: LineFacts) -> Reading:
    """A reading that meets its limit."""
    limit = line.limit
    if limit.kind is LimitKind.NEGATIVE:
        return Reading(line.test, ValueKind.NEGATIVE)
    if limit.kind is LimitKind.NORMAL:
        return Reading(line.test, ValueKind.NORMAL)
    value = limit.low if limit.low is not None else (limit.high or 1) / 2
    return Reading(line.test, ValueKind.NUMBER, value, limit.unit)


def reviewed(line: lab_chain.Line, *readers: Actor) -> None:
    """Open the review, read all exceptions, review the trail."""
    services.open_review(lot=line.lot, use=USE, by=cast.LABORATORY_HEAD, key="open")
    found = selectors.review(line.lot, USE)
    assert found is not None
    for reader in readers:
        for exception in found.exceptions:
            services.read_exception(
                lot=line.lot,
                use=USE,
                exception=exception.key,
                by=reader,
                key=f"{reader.code} {exception.key}",
            )
    services.review_trail(
        lot=line.lot, use=USE, proof=demonstration_proof(cast.SECOND_QUALITY, trail.content(line.lot)),
        by=cast.SECOND_QUALITY, key="trail",
    )  # fmt: skip


def sign(line: lab_chain.Line, move: Move, by: Actor, **words: str) -> Any:
    """Give one signature."""
    services_by_move: dict[Move, Callable[..., Any]] = {
        Move.VERIFY: services.verify_review,
        Move.RELEASE: services.release_lot,
        Move.RELEASE_CONDITIONALLY: services.release_lot_conditionally,
    }
    service = services_by_move[move]
    content = selectors.signed_content(line.lot, USE, move=move, reason=words.get("plan", ""))
    key = f"{move} {by.code}"
    return service(lot=line.lot, use=USE, proof=demonstration_proof(by, content), by=by, key=key, **words)


@pytest.mark.req("S8", "S9", "I1", "W8", "U115")
def test_a_lot_with_everything_in_order_is_released_with_its_certificate(grown: lab_chain.Line) -> None:
    have_tested(grown)
    reviewed(grown, cast.LABORATORY_HEAD, cast.QUALITY)
    review = selectors.review(grown.lot, USE)
    assert review is not None
    assert [refusal.text for refusal in review.refusals] == []
    assert {line.verdict for line in review.lines} <= {CriterionVerdict.MEETS, CriterionVerdict.INFORMATIVE}
    sign(grown, Move.VERIFY, cast.LABORATORY_HEAD)
    entry = sign(grown, Move.RELEASE, cast.QUALITY)
    found = certificates.certificate(entry.payload["certificate"])
    assert found is not None
    assert found.content["donations"]
    assert all(line["record"] for line in found.content["lines"])
    assert certificates.print_certificate(found, by="Lim", at=database_now()).startswith(b"%PDF-")


@pytest.mark.req("S8", "I1")
def test_untested_and_unreviewed_every_missing_thing_is_named(grown: lab_chain.Line) -> None:
    review = selectors.review(grown.lot, USE)
    assert review is not None
    codes = {refusal.code for refusal in review.refusals}
    assert codes == {"release.result_missing", "release.audit_trail_unread"}


@pytest.mark.req("W15")
def test_final_sterility_may_follow_and_its_late_positive_suspends_the_lot(grown: lab_chain.Line) -> None:
    have_tested(grown, but=("sterility",))
    reviewed(grown, cast.LABORATORY_HEAD, cast.QUALITY)
    sign(grown, Move.VERIFY, cast.LABORATORY_HEAD)
    with pytest.raises(Refused) as caught:
        sign(grown, Move.RELEASE, cast.QUALITY)
    assert {reason.code for reason in caught.value.reasons} == {"release.result_pending"}
    sign(grown, Move.RELEASE_CONDITIONALLY, cast.QUALITY, plan="Call the physician at once.")
    node = lineage.node(grown.lot)
    assert node is not None
    (sample,) = assay_facts.samples_of([node.id])
    (spec,) = assay_facts.approved_specifications(cast.LABORATORY, Product.MSC_WJ, use=USE)
    sterility = next(item for item in spec.lines if item.test.value == "sterility")
    record(sample.code, replace(good(sterility), kind=ValueKind.POSITIVE), "late")
    deliver_all()
    found = selectors.disposition(grown.lot, USE)
    assert found.state.value == "suspended"
    assert "Sterility fails" in found.reason


@pytest.mark.req("S3", "S8", "I7")
def test_a_donor_who_turns_out_reactive_suspends_what_was_released(grown: lab_chain.Line) -> None:
    have_tested(grown)
    reviewed(grown, cast.LABORATORY_HEAD, cast.QUALITY)
    sign(grown, Move.VERIFY, cast.LABORATORY_HEAD)
    sign(grown, Move.RELEASE, cast.QUALITY)
    node = lineage.node(grown.lot)
    assert node is not None
    donor = next(code for _, kind, code in lineage.ancestors(node.id) if kind == "DN")
    sample = build_donors.blood_of(donor)
    build_donors.screened(sample, build_donors.PANEL[0], ValueKind.REACTIVE)
    deliver_all()
    assert selectors.disposition(grown.lot, USE).state.value == "suspended"


@pytest.mark.req("I6")
def test_the_technicians_who_filled_and_tested_are_the_makers(grown: lab_chain.Line) -> None:
    have_tested(grown)
    row = services.open_review(lot=grown.lot, use=USE, by=cast.LABORATORY_HEAD, key="o")
    from cordline.release import evidence

    assert row.subject == grown.lot
    assert cast.TECHNICIAN.code in evidence.makers_of(grown.lot)
    assert cast.SECOND_TECHNICIAN.code in evidence.makers_of(grown.lot)


@pytest.mark.req("W17")
def test_a_deviation_on_a_reagent_that_touched_it_is_read_first(grown: lab_chain.Line) -> None:
    from cordline.quality.services import open_deviation

    node = lineage.node(grown.lot)
    assert node is not None
    unit = next(code for _, code, _ in lineage.exposures_of([node.id]) if code.startswith("RG"))
    open_deviation(
        severity=Severity.CRITICAL, subject=unit, title="Wrong storage", immediate_action="Quarantined.",
        by=cast.QUALITY, key="d",
    )  # fmt: skip
    review = selectors.review(grown.lot, USE)
    assert review is not None
    assert "release.deviation_critical_open" in {refusal.code for refusal in review.refusals}
    assert review.exceptions[0].title == "Wrong storage"


@pytest.mark.req("I1", "I6", "S8", "W8")
def test_a_donor_s_decision_gives_leave_from_its_signature_on() -> None:
    from tests.rooms.release.evidence import born_lot

    build_donors.ready_site()
    donor = build_donors.mother()
    donation = build_donors.cord_of(donor)
    build_donors.with_panel(donor)
    assert build_donors.judged(donation).payload["decision"] == "eligible"
    lot = born_lot(donation=donation)

    def about_the_donor() -> set[str]:
        review = selectors.review(lot, USE)
        assert review is not None
        return {refusal.code for refusal in review.refusals if refusal.code.startswith("release.donation")}

    assert about_the_donor() == {"release.donation_not_eligible"}
    build_donors.signed(donation)
    assert about_the_donor() == set()
