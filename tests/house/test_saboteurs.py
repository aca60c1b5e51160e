"""The saboteurs stand ready: each patch still applies, and every invariant has at least three."""

from collections import Counter

import pytest

from tests.house.layers import ROOT
from tests.saboteurs import Saboteur
from tests.saboteurs.run import all_saboteurs, standing

ATTACKED = [f"I{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14)]


@pytest.mark.parametrize("saboteur", all_saboteurs(), ids=lambda s: s.name)
def test_each_patch_applies_at_one_place_and_its_tests_are_there(saboteur: Saboteur) -> None:
    assert standing(saboteur) == 1
    assert saboteur.old != saboteur.new
    assert [test for test in saboteur.tests if not (ROOT / test.split("::")[0]).exists()] == []


def test_every_invariant_has_at_least_three() -> None:
    counted = Counter(saboteur.breaks for saboteur in all_saboteurs())
    assert not {mark: counted[mark] for mark in ATTACKED if counted[mark] < 3}
