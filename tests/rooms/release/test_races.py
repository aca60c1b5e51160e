"""Two people sign at the same instant; a hold and a release meet: one wins, the other is told why."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from cordline.access.signing import signatures_on
from cordline.bank import selectors as bank
from cordline.config.cluster import ClusterUrls
from cordline.ground.refusal import Refused
from cordline.ledger.services import declare_demonstration
from cordline.lineage import selectors as lineage
from cordline.lineage.services import place_hold
from cordline.lineage.types import HoldKind
from cordline.release import selectors
from cordline.release.models import Certificate, Decision
from tests import cast
from tests.rooms.release.evidence import USE, Evidence


@pytest.fixture
def lot(committed_db: ClusterUrls, monkeypatch: pytest.MonkeyPatch) -> Evidence:
    """A lot on a database where commits are real."""
    declare_demonstration(2026)
    return Evidence(monkeypatch)


def together(*calls: Callable[[], object]) -> list[str]:
    """Do all calls at the same instant, each on its own connection; gives ``done`` or the refusals' codes."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> str:
        try:
            start.wait(10)
            call()
        except Refused as refused:
            return ", ".join(sorted(reason.code for reason in refused.reasons))
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


@pytest.mark.req("I6", "I8", "S8")
def test_of_two_second_signatures_at_once_one_counts_and_the_other_is_told_why(lot: Evidence) -> None:
    lot.ready()
    found = together(
        lambda: lot.release(by=cast.QUALITY, key="one"),
        lambda: lot.release(by=cast.SECOND_QUALITY, key="two"),
    )
    assert found[0] == "done"
    assert "release.move_not_possible" in found[1]
    assert Decision.objects.filter(move="release").count() == 1
    assert Certificate.objects.count() == 1
    assert len(signatures_on(selectors.signature_subject(lot.lot, USE))) == 2


@pytest.mark.req("I6")
def test_of_two_first_signatures_at_once_one_counts(lot: Evidence) -> None:
    lot.opened().trail_read()
    found = together(
        lambda: lot.verified(by=cast.QUALITY, key="one"),
        lambda: lot.verified(by=cast.LABORATORY_HEAD, key="two"),
    )
    assert found == ["done", "release.already_verified"]
    assert Decision.objects.filter(move="verify").count() == 1


@pytest.mark.req("I14")
def test_the_same_signature_sent_by_eight_hands_counts_once(lot: Evidence) -> None:
    lot.ready()
    proof = lot.proof(cast.QUALITY)
    from cordline.release.services import release_lot

    found = together(
        *[lambda: release_lot(lot=lot.lot, use=USE, proof=proof, by=cast.QUALITY, key="one")] * 8
    )
    assert set(found) <= {"done", "ledger.took_too_long"}
    assert "done" in found
    assert Decision.objects.filter(move="release").count() == 1


@pytest.mark.req("U116")
def test_a_release_and_a_rejection_at_once_end_in_one_of_the_two(lot: Evidence) -> None:
    lot.ready()
    found = together(lambda: lot.release(), lambda: lot.reject(by=cast.SECOND_QUALITY))
    assert found[0] == "done"
    assert "release.move_not_possible" in found[1]
    state = bank.disposition(lot.lot, USE).value
    assert lot.state in {"released", "rejected"}
    assert state == lot.state


@pytest.mark.req("I7", "U116")
def test_a_hold_that_came_first_is_seen_by_the_release(
    lot: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from cordline.release import evidence
    from cordline.release.types import HoldFacts

    set_facts = evidence.release_facts
    node = lineage.node(lot.lot)
    assert node is not None

    def with_real_holds(code: str, use: object, **more: object) -> object:
        facts = set_facts(code, use, **more)  # type: ignore[arg-type]
        holds = tuple(HoldFacts(h.code, h.target, h.reason) for h in lineage.holds_on([node.id]))
        return replace(facts, holds=holds) if facts else None

    monkeypatch.setattr(evidence, "release_facts", with_real_holds)
    lot.ready()
    found = together(
        lambda: lot.release(),
        lambda: place_hold(
            on=lot.lot, kind=HoldKind.QUALITY, reason="Late news", by=cast.SECOND_QUALITY, key="h"
        ),
    )
    assert "done" in found
    released = Decision.objects.filter(move="release").first()
    (hold,) = lineage.holds_on([node.id])
    assert released is None or released.at <= hold.placed_at
