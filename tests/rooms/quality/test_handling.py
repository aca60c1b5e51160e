"""Investigating, grading and closing: what must be known first, and that nobody closes what they investigated."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from cordline.access.signing import demonstration_proof, signatures_on
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.ledger import selectors as ledger
from cordline.ledger.judging import why_not
from cordline.ledger.services import act, declare_demonstration
from cordline.quality import selectors, verbs
from cordline.quality.models import Deviation
from cordline.quality.services import close_deviation, grade_deviation, investigate_deviation, open_deviation
from cordline.quality.types import Severity
from tests import cast

pytestmark = pytest.mark.django_db
FINDINGS: dict[str, Any] = {
    "investigation": "The door seal was worn.",
    "cause": "Wear",
    "corrective_action": "Seal replaced, yearly check.",
    "corrective_owner": "staff.technician.2",
    "corrective_due_on": date(2026, 4, 1),
}
CONCLUSION = "No effect on the cells: 36.2 °C lowest."


@pytest.fixture(autouse=True)
def demonstration(db: None) -> None:
    """Signatures by demonstration proof."""
    declare_demonstration(2026)


def opened(severity: Severity = Severity.MAJOR) -> str:
    """A deviation that a technician opened."""
    entry = open_deviation(
        severity=severity,
        subject="LT26-0046-0",
        title="Incubator door open",
        immediate_action="Closed.",
        by=cast.TECHNICIAN,
        key=f"open {severity}",
    )
    return str(entry.payload["deviation"])


def investigated(severity: Severity = Severity.MAJOR, **changes: Any) -> str:
    """A deviation with its findings."""
    code = opened(severity)
    investigate_deviation(
        deviation=code, **{**FINDINGS, **changes}, by=cast.LABORATORY_HEAD, key="investigate"
    )
    return code


def close(code: str, by: Actor = cast.QUALITY, conclusion: str = CONCLUSION, key: str = "close") -> None:
    """Close it, signing what the page would show."""
    proof = demonstration_proof(by, selectors.close_content(code, conclusion))
    close_deviation(deviation=code, conclusion=conclusion, proof=proof, by=by, key=key)


def refused(code: str, **over: Any) -> list[str]:
    """The codes with which closing is refused."""
    with pytest.raises(Refused) as caught:
        close(code, **over)
    return [reason.code for reason in caught.value.reasons]


@pytest.mark.req("W17", "I6", "U46")
def test_a_deviation_is_closed_by_signature_and_the_signature_stands() -> None:
    code = investigated()
    close(code)
    found = selectors.deviation(code)
    assert found is not None
    assert not found.open
    assert found.closed_by == cast.QUALITY.code
    (signature,) = signatures_on(code, selectors.close_content(code) | {"version": found.version - 1})
    assert signature.valid
    assert signature.content["conclusion"] == CONCLUSION
    assert "closed deviation" in ledger.sentence(ledger.entries(about=code)[0])


@pytest.mark.req("W17")
@pytest.mark.parametrize(
    ("severity", "changes", "expected"),
    [
        (Severity.MINOR, {"corrective_action": "", "corrective_owner": ""}, []),
        (Severity.MAJOR, {"corrective_action": "", "corrective_owner": ""}, ["quality.corrective_missing"]),
        (
            Severity.CRITICAL,
            {"corrective_action": "", "corrective_owner": ""},
            ["quality.corrective_missing"],
        ),
        (Severity.CRITICAL, {}, []),
        (Severity.MINOR, {"cause": ""}, ["quality.cause_missing"]),
    ],
)
def test_a_deviation_closes_once_enough_is_known(
    severity: Severity, changes: dict[str, Any], expected: list[str]
) -> None:
    code = investigated(severity, **changes)
    if expected:
        assert refused(code) == expected
    else:
        close(code)


@pytest.mark.req("W17")
def test_what_nobody_investigated_does_not_close() -> None:
    found = refused(opened(Severity.MINOR), conclusion=" ")
    assert found == ["quality.investigation_missing", "quality.cause_missing", "quality.conclusion_missing"]


@pytest.mark.req("I6", "U45")
def test_nobody_closes_what_they_investigated() -> None:
    code = opened(Severity.MINOR)
    investigate_deviation(deviation=code, **FINDINGS, by=cast.QUALITY, key="i")
    assert refused(code) == ["quality.own_investigation"]
    close(code, by=cast.SECOND_QUALITY)


@pytest.mark.req("I6")
def test_the_database_refuses_a_closing_without_signature_or_by_the_investigator() -> None:
    code = investigated()
    for closed_by, signature in ((cast.QUALITY.code, None), (cast.LABORATORY_HEAD.code, 1)):
        with pytest.raises(Exception, match="closed_is_signed"), transaction.atomic():  # noqa: SIM117
            with act(verbs.DEVIATION_INVESTIGATED, by=cast.QUALITY, key=closed_by, content={}) as this:
                Deviation.objects.filter(code=code).update(
                    state="closed", closed_at=this.now, closed_by=closed_by, signature=signature
                )


@pytest.mark.req("I5")
def test_a_deviation_cannot_be_written_outside_an_act() -> None:
    code = opened()
    with pytest.raises(Exception, match="act"), transaction.atomic():
        Deviation.objects.filter(code=code).update(title="nothing happened")


@pytest.mark.req("W17", "I6")
def test_a_deviation_that_changed_since_it_was_shown_is_not_closed() -> None:
    code = investigated()
    proof = demonstration_proof(cast.QUALITY, selectors.close_content(code, CONCLUSION))
    grade_deviation(
        deviation=code, severity=Severity.CRITICAL, reason="It came back.", by=cast.SECOND_QUALITY, key="g"
    )
    with pytest.raises(Refused) as caught:
        close_deviation(deviation=code, conclusion=CONCLUSION, proof=proof, by=cast.QUALITY, key="c")
    assert [reason.code for reason in caught.value.reasons] == ["access.signed_content_changed"]
    assert selectors.deviation(code).open  # type: ignore[union-attr]


@pytest.mark.req("W17")
def test_a_closed_deviation_stays_as_it_is() -> None:
    code = investigated()
    close(code)
    assert "quality.deviation_closed" in refused(code, by=cast.SECOND_QUALITY, key="again")
    with pytest.raises(Refused) as caught:
        investigate_deviation(deviation=code, **FINDINGS, by=cast.TECHNICIAN, key="late")
    assert [reason.code for reason in caught.value.reasons] == ["quality.deviation_closed"]


def test_grading_needs_a_reason_and_another_class() -> None:
    code = opened(Severity.MAJOR)
    with pytest.raises(Refused) as caught:
        grade_deviation(deviation=code, severity=Severity.MAJOR, reason="", by=cast.QUALITY, key="g")
    assert [r.code for r in caught.value.reasons] == ["quality.severity_same", "quality.reason_missing"]


@pytest.mark.req("W2")
def test_another_site_works_on_its_own_deviations() -> None:
    code = investigated()
    assert "quality.other_site" in refused(code, by=cast.at(cast.QUALITY, cast.CLINIC))


def test_a_corrective_action_has_an_owner_and_a_day() -> None:
    code = opened()
    with pytest.raises(Refused) as caught:
        investigate_deviation(
            deviation=code, **{**FINDINGS, "corrective_due_on": None}, by=cast.TECHNICIAN, key="i"
        )
    assert [reason.code for reason in caught.value.reasons] == ["quality.corrective_incomplete"]


@pytest.mark.req("I14")
def test_closing_twice_with_one_key_is_one_closing() -> None:
    code = investigated()
    close(code)
    entry = close_deviation(
        deviation=code,
        conclusion=CONCLUSION,
        proof=demonstration_proof(cast.QUALITY, {}),
        by=cast.QUALITY,
        key="close",
    )
    assert entry.payload["deviation"] == code
    assert len(signatures_on(code)) == 1


def test_the_judge_says_what_the_act_would_say() -> None:
    code = opened()
    found = why_not("close-deviation", code, by=cast.QUALITY)
    assert [r.code for r in found.refusals] == [
        "quality.investigation_missing",
        "quality.cause_missing",
        "quality.corrective_missing",
    ]
    assert (
        why_not("close-deviation", "DV26-9999-0", by=cast.QUALITY).refusals[0].code
        == "quality.deviation_unknown"
    )


def test_an_unknown_deviation_is_said_to_be_unknown() -> None:
    assert refused("DV26-9999-0") == ["quality.deviation_unknown"]
