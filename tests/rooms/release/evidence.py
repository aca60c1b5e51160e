"""A lot in the lineage whose evidence a test sets fact by fact, as the rooms below would give it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from cordline.access.signing import Proof, demonstration_proof
from cordline.bank.services import fill_lot_within
from cordline.bank.types import LotKind
from cordline.ground.actor import Actor
from cordline.ground.codes import Kind
from cordline.ground.products import Product, Use
from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare
from cordline.ledger.services import Entry, act, database_now
from cordline.lineage import selectors as lineage
from cordline.release import evidence, selectors, services, trail
from cordline.release.types import Move, ReleaseFacts, SpecificationFacts
from tests import cast
from tests.rooms.lineage.births import bear
from tests.rules.release.facts import good

FILLED = declare("releasetests.lot.filled", "filled {subject}", Role.TECHNICIAN, gate=Gate.SHARED)
USE = Use.PATIENT


class Evidence:
    """The facts of one lot; ``set`` changes what the rooms below say, everything else is real."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, site: str = cast.LABORATORY) -> None:
        self.lot = born_lot(site)
        now = database_now()
        base = good(lot=self.lot, site=site, expires_at=now + timedelta(days=700))
        self.facts = replace(
            base,
            specification=SpecificationFacts("SC26-0001-0", 5, True, now - timedelta(days=9)),
            licences=tuple(replace(item, expires_at=now + timedelta(days=99)) for item in base.licences),
        )
        self.makers: frozenset[str] = frozenset({cast.TECHNICIAN.code})
        monkeypatch.setattr(evidence, "release_facts", self._facts)
        monkeypatch.setattr(evidence, "makers_of", lambda lot: self.makers)

    def _facts(self, lot: str, use: Use, *, audit_review: Any) -> ReleaseFacts | None:
        if lot != self.lot:
            return None
        return replace(self.facts, use=use, audit_review=audit_review, last_entry=trail.last_entry(lot))

    def set(self, **changes: Any) -> None:
        """Let the rooms below say something else from now on."""
        self.facts = replace(self.facts, **changes)

    def proof(self, by: Actor, move: Move = Move.VERIFY, reason: str = "") -> Proof:
        """A proof over what the page shows now."""
        return demonstration_proof(by, selectors.signed_content(self.lot, USE, move=move, reason=reason))

    def opened(self, by: Actor = cast.LABORATORY_HEAD) -> "Evidence":
        """Under review."""
        services.open_review(lot=self.lot, use=USE, by=by, key="open")
        return self

    def trail_read(self, by: Actor = cast.SECOND_QUALITY, key: str = "trail") -> "Evidence":
        """Its audit trail reviewed."""
        services.review_trail(
            lot=self.lot, use=USE, proof=demonstration_proof(by, trail.content(self.lot)), by=by, key=key
        )
        return self

    def verified(self, by: Actor = cast.LABORATORY_HEAD, key: str = "verify") -> "Evidence":
        """With its first signature."""
        services.verify_review(lot=self.lot, use=USE, proof=self.proof(by), by=by, key=key)
        return self

    def ready(self) -> "Evidence":
        """Waiting for the second signature."""
        return self.opened().trail_read().verified()

    def release(self, by: Actor = cast.QUALITY, key: str = "release") -> Entry:
        """The second signature."""
        return services.release_lot(lot=self.lot, use=USE, proof=self.proof(by, Move.RELEASE), by=by, key=key)

    def conditionally(self, by: Actor = cast.QUALITY, plan: str = "Call the physician at once.") -> Entry:
        """The second signature under a condition."""
        return services.release_lot_conditionally(
            lot=self.lot,
            use=USE,
            plan=plan,
            proof=self.proof(by, Move.RELEASE_CONDITIONALLY, plan),
            by=by,
            key="conditionally",
        )

    def reject(self, by: Actor = cast.QUALITY, reason: str = "Viability fell.") -> Entry:
        """A no for good."""
        return services.reject_lot(
            lot=self.lot,
            use=USE,
            reason=reason,
            proof=self.proof(by, Move.REJECT, reason),
            by=by,
            key="reject",
        )

    def withdraw(self, by: Actor = cast.QUALITY, reason: str = "Recalled.") -> Entry:
        """Out of use for good."""
        return services.withdraw_lot(
            lot=self.lot,
            use=USE,
            reason=reason,
            proof=self.proof(by, Move.WITHDRAW, reason),
            by=by,
            key="withdraw",
        )

    def hold(self, by: Actor = cast.QUALITY, reason: str = "Label count is off.", key: str = "hold") -> Entry:
        """Held instead of decided."""
        return services.hold_lot(lot=self.lot, use=USE, reason=reason, by=by, key=key)

    def suspend(self, by: Actor = cast.QUALITY, reason: str = "Complaint.") -> Entry:
        """Suspended by a person."""
        return services.suspend_lot(lot=self.lot, use=USE, reason=reason, by=by, key="suspend")

    @property
    def state(self) -> str:
        """Where the lot stands."""
        return selectors.disposition(self.lot, USE).state.value


def born_lot(site: str = cast.LABORATORY, *, donation: str = "") -> str:
    """A filled lot in the bank that comes from one donation."""
    by = cast.at(cast.TECHNICIAN, site)
    lot = bear(Kind.LOT, donation or bear(Kind.DONATION, bear(Kind.DONOR, by=by), by=by), by=by)
    node = lineage.node(lot)
    assert node is not None
    with act(FILLED, by=by, key=f"filled {lot}", content={}) as this:
        fill_lot_within(
            this,
            kind=LotKind.LOT,
            node=node.id,
            code=lot,
            product=Product.MSC_WJ,
            passage=4,
            doublings=Decimal("13.10"),
            uncounted_start=False,
            containers=3,
            cells_each=25_000_000,
            volume_ml_each=Decimal(1),
            viability_pct=Decimal("91.0"),
            expires_at=this.now + timedelta(days=700),
        )
        this.record(subject=lot)
    return lot
