"""Random days: facts are taken away and given back in any order; the scan passes exactly when nothing is missing."""

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cordline.access.signing import demonstration_proof
from cordline.bank.types import Disposition
from cordline.bedside.models import Infusion
from cordline.ground.products import Use
from cordline.ground.refusal import Refused
from cordline.lineage.models import Hold
from cordline.lineage.services.holds import lift_hold
from cordline.people import services as people
from cordline.plans import services as plans
from tests import bedside_chain as chain
from tests import cast
from tests.lab_chain import decide
from tests.rooms.bedside.attacks import hold

pytestmark = [pytest.mark.django_db, pytest.mark.req("I1")]


class Model:
    """What stands against the dose, as a set of words; and the acts that put a word in or take it out."""

    def __init__(self, day: chain.Day) -> None:
        self.day = day
        self.against: set[str] = set()
        self.consent = day.consent
        self.holds: list[str] = []

    def suspend(self) -> None:
        """Release suspends the lot."""
        decide(self.day.lot, Use.PATIENT, Disposition.SUSPENDED)
        self.against.add("lot")

    def release(self) -> None:
        """Release gives the lot back."""
        decide(self.day.lot, Use.PATIENT)
        self.against.discard("lot")

    def withdraw(self) -> None:
        """The person withdraws, if there is something to withdraw."""
        if "consent" not in self.against:
            plans.withdraw_consent(consent=self.consent, by=chain.own(self.day.person), key=chain.key())
            self.against.add("consent")

    def agree(self) -> None:
        """The person consents anew."""
        self.consent = chain.consent(self.day.person)
        self.against.discard("consent")

    def allergic(self) -> None:
        """An allergy is told."""
        people.record_allergies(person=self.day.person, allergens=["dmso"], by=cast.NURSE, key=chain.key())
        self.against.add("allergy")

    def not_allergic(self) -> None:
        """None is known after all."""
        people.record_allergies(person=self.day.person, allergens=[], by=cast.NURSE, key=chain.key())
        self.against.discard("allergy")

    def unfit(self) -> None:
        """The physician says no."""
        chain.fit(self.day.plan, fit_now=False)
        self.against.add("fit")

    def fit(self) -> None:
        """The physician says yes."""
        chain.fit(self.day.plan)
        self.against.discard("fit")

    def held(self) -> None:
        """One more hold on the lot; holds stack."""
        hold(self.day.lot)
        self.holds.append(Hold.objects.latest("id").code)
        self.against.add("hold")

    def lift(self) -> None:
        """One hold is lifted by somebody else; the others stay."""
        if self.holds:
            code = self.holds.pop()
            from cordline.lineage import selectors as lineage

            content = lineage.lift_hold_content(code)
            lift_hold(
                hold=code,
                reason="Looked at, all is well",
                proof=demonstration_proof(cast.SECOND_QUALITY, content),
                by=cast.SECOND_QUALITY,
                key=chain.key(),
            )
            if not self.holds:
                self.against.discard("hold")


STEPS = (
    "suspend", "release", "withdraw", "agree", "allergic", "not_allergic", "unfit", "fit", "held", "lift"
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=7))
def test_the_scan_passes_exactly_when_nothing_stands_against_it(day: chain.Day, steps: list[str]) -> None:
    with transaction.atomic():
        model = Model(day)
        for name in steps:
            step: Callable[[], None] = getattr(model, name)
            step()
            if model.against:
                with pytest.raises(Refused):
                    day.verdict()
            else:
                assert day.verdict().payload["dose"] == day.dose
        assert not Infusion.objects.exists()
        transaction.set_rollback(True)
