"""A hard stop is seen wherever the person is: in the banner of every page about them, in words (U31)."""

import pytest

from cordline.ledger.services import declare_demonstration
from cordline.people import selectors as people
from cordline.plans import services
from cordline.plans.limits import CONTRAINDICATIONS, stop_words
from tests import bedside_chain as chain
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.req("U31")]


def test_an_open_hard_stop_is_an_alert_in_the_banner_until_it_is_lifted() -> None:
    declare_demonstration(1)
    chain.clinic()
    code = chain.person()
    assert people.banner(code, cast.NURSE).alerts == ()
    services.open_hard_stop(person=code, rule="C26", by=cast.PHYSICIAN, key=chain.key())
    assert people.banner(code, cast.NURSE).alerts == ("Hard stop: Recent vaccine (C26)",)


def test_every_hard_stop_of_the_list_has_words_with_its_number() -> None:
    assert all(stop_words(rule).endswith(f" ({rule})") for rule in CONTRAINDICATIONS)
