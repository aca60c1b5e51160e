"""A higher ceiling: two physicians, before the thaw, for one version of one plan; anything less does not count (I1)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, connections
from django.db.utils import DatabaseError

from cordline.access.selectors import signatures_on
from cordline.config.cluster import ClusterUrls
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.ledger.models import Attempt
from cordline.ledger.services import declare_demonstration
from cordline.plans import selectors, services
from cordline.plans.models import PlanAmendment
from cordline.plans.services.plan import ceiling_subject
from tests import bedside_chain as chain
from tests import cast

pytestmark = pytest.mark.req("I1")
HEAVY, CEILING, PER_KG = 240_000_000, 260_000_000, 3_500_000
WHY = "Evidence for this weight, discussed with the person"


@pytest.fixture
def heavy(db: None) -> str:
    """A draft above the session ceiling, which nobody can sign as it stands."""
    declare_demonstration(2026)
    made = chain.clinic()
    return chain.plan(
        chain.person(), made.basis, signed=False, dose_cells=HEAVY, sessions=1, unusual_reason=WHY
    )


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def propose(plan: str, by: Actor = cast.PHYSICIAN, **other: Any) -> None:
    row = selectors.plan_row(plan)
    assert row is not None
    asked = {"ceiling_cells": CEILING, "per_kg_max": PER_KG, "reason": WHY} | other
    version = asked.pop("version", row.version)
    content = selectors.amendment_content(plan, version, **asked)
    services.propose_ceiling(
        plan=plan, version=version, **asked, by=by, key=chain.key(), proof=chain.proof(by, content)
    )


def countersign(plan: str, by: Actor = cast.SECOND_PHYSICIAN, **shown: Any) -> None:
    waiting = PlanAmendment.objects.filter(plan__code=plan).order_by("-id").first()
    assert waiting is not None
    seen = {
        "ceiling_cells": waiting.session_ceiling_cells,
        "per_kg_max": waiting.cells_per_kg_max,
        "reason": waiting.reason,
    } | shown
    content = selectors.amendment_content(plan, waiting.plan_version, **seen)
    services.countersign_ceiling(plan=plan, by=by, key=chain.key(), proof=chain.proof(by, content))


def test_a_dose_over_the_ceiling_is_signed_only_once_two_physicians_have_raised_it(heavy: str) -> None:
    for proposed in (False, True):
        if proposed:
            propose(heavy)
        with pytest.raises(Refused) as refused:
            chain.sign(heavy)
        assert codes(refused) == ["plans.dose_over_session_ceiling", "plans.dose_over_kg_ceiling"]
    countersign(heavy)
    chain.sign(heavy)
    row = selectors.plan_row(heavy)
    assert row is not None
    assert row.status == "signed"
    signers = {signed.signer for signed in signatures_on(ceiling_subject(heavy))}
    assert signers == {cast.PHYSICIAN.code, cast.SECOND_PHYSICIAN.code}


def test_the_same_physician_twice_is_one_physician(heavy: str) -> None:
    propose(heavy)
    with pytest.raises(Refused) as refused:
        countersign(heavy, by=cast.PHYSICIAN)
    assert codes(refused) == ["plans.amendment_same_physician"]
    assert PlanAmendment.objects.get().second_signed_by is None


def test_the_database_itself_refuses_one_physician_twice(heavy: str) -> None:
    propose(heavy)
    with pytest.raises(DatabaseError), connections["default"].cursor() as cursor:
        cursor.execute("UPDATE plans_planamendment SET second_signed_by = first_signed_by")


@pytest.mark.parametrize("by", [cast.NURSE, cast.QUALITY, cast.PATIENT_COORDINATOR, cast.ADMINISTRATOR])
def test_nobody_but_a_physician_signs_it_first_or_second(heavy: str, by: Actor) -> None:
    with pytest.raises(Refused) as refused:
        propose(heavy, by=by)
    assert codes(refused) == ["access.role_missing"]
    propose(heavy)
    with pytest.raises(Refused) as refused:
        countersign(heavy, by=by)
    assert codes(refused) == ["access.role_missing"]
    assert Attempt.objects.filter(codes__contains=["access.role_missing"], actor=by.code).count() == 2


def test_a_physician_of_another_site_does_not_count(heavy: str) -> None:
    propose(heavy)
    with pytest.raises(Refused) as refused:
        countersign(heavy, by=replace(cast.SECOND_PHYSICIAN, site=cast.ELSEWHERE))
    assert codes(refused) == ["plans.site_mismatch"]


def thawed() -> chain.Day:
    """A signed plan with four vials thawed for its first session."""
    day = chain.reserved(chain.clinic())
    chain.fit(day.plan)
    chain.carry(day)
    return day


def test_after_the_thaw_no_ceiling_is_proposed(db: None) -> None:
    declare_demonstration(2026)
    day = thawed()
    chain.prepare(day, checked=False)
    with pytest.raises(Refused) as refused:
        propose(day.plan)
    assert codes(refused) == ["plans.amendment_after_thaw"]


def test_a_second_signature_after_the_thaw_comes_too_late(db: None) -> None:
    declare_demonstration(2026)
    day = thawed()
    propose(day.plan)
    chain.prepare(day, checked=False)
    with pytest.raises(Refused) as refused:
        countersign(day.plan)
    assert codes(refused) == ["plans.amendment_after_thaw"]
    row = selectors.plan_row(day.plan)
    assert row is not None
    assert selectors.amendment_in_force(row) is None


@pytest.mark.req("U46")
def test_a_changed_plan_voids_both_signatures_and_the_next_version_needs_its_own(heavy: str) -> None:
    propose(heavy)
    countersign(heavy)
    services.change_plan(
        plan=heavy, version=1, reason="Weighed again", interval_days=28, by=cast.PHYSICIAN, key=chain.key()
    )
    row = selectors.plan_row(heavy)
    assert row is not None
    assert selectors.amendment_in_force(row) is None
    assert all(signed.voided_at is not None for signed in signatures_on(ceiling_subject(heavy)))
    with pytest.raises(Refused) as refused:
        chain.sign(heavy)
    assert "plans.dose_over_session_ceiling" in codes(refused)
    propose(heavy)
    countersign(heavy)
    chain.sign(heavy)


def test_one_that_waits_when_the_plan_changes_is_void_and_stands_in_nobody_s_way(heavy: str) -> None:
    propose(heavy)
    services.change_plan(
        plan=heavy, version=1, reason="Weighed again", interval_days=28, by=cast.PHYSICIAN, key=chain.key()
    )
    with pytest.raises(Refused) as refused:
        countersign(heavy)
    assert codes(refused) == ["plans.amendment_missing"]
    with pytest.raises(Refused) as refused:
        propose(heavy, version=1)
    assert codes(refused) == ["plans.plan_changed"]
    propose(heavy, by=cast.SECOND_PHYSICIAN)
    countersign(heavy, by=cast.PHYSICIAN)
    assert [row.plan_version for row in PlanAmendment.objects.exclude(second_signed_by=None)] == [2]


def test_a_second_signature_is_for_exactly_what_the_first_one_raised(heavy: str) -> None:
    propose(heavy)
    with pytest.raises(Refused) as refused:
        countersign(heavy, ceiling_cells=CEILING + 1)
    assert codes(refused) == ["access.signed_content_changed"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"ceiling_cells": 200_000_000, "per_kg_max": 2_000_000}, "plans.amendment_not_higher"),
        ({"ceiling_cells": 10**15}, "plans.dose_implausible"),
        ({"reason": " "}, "plans.reason_missing"),
    ],
)
def test_what_is_no_higher_ceiling_is_refused(heavy: str, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused) as refused:
        propose(heavy, **asked)
    assert said in codes(refused)
    assert not PlanAmendment.objects.exists()


def together(jobs: list[Any]) -> list[list[str]]:
    """Let both begin at the same moment; gives the refusal codes of each, none where it went through."""
    gate = threading.Barrier(len(jobs))

    def one(job: Any) -> list[str]:
        gate.wait()
        try:
            job()
        except Refused as refused:
            return [reason.code for reason in refused.reasons]
        finally:
            connection.close()
        return []

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


@pytest.mark.req("I14")
def test_of_two_who_sign_second_at_once_one_counts_and_the_other_hears_why(committed_db: ClusterUrls) -> None:
    declare_demonstration(2026)
    made = chain.clinic()
    plan = chain.plan(
        chain.person(), made.basis, signed=False, dose_cells=HEAVY, sessions=1, unusual_reason=WHY
    )
    raced = together(
        [lambda: propose(plan, by=cast.PHYSICIAN), lambda: propose(plan, by=cast.SECOND_PHYSICIAN)]
    )
    assert sorted(raced) == [[], ["plans.amendment_open"]]
    first = PlanAmendment.objects.get().first_signed_by
    others = [
        person
        for person in (cast.PHYSICIAN, cast.SECOND_PHYSICIAN, cast.MEDICAL_DIRECTOR)
        if person.code != first
    ]
    raced = together([lambda by=by: countersign(plan, by=by) for by in others])
    assert sorted(raced) == [[], ["plans.amendment_missing"]]
    assert PlanAmendment.objects.get().second_signed_by in {person.code for person in others}
