"""Several results signed at once: each opened, each with a proof and a signature of its own, none on trust (U47)."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access.models import Member
from cordline.access.selectors import signatures_on
from cordline.access.services.demonstration import create_cast
from cordline.access.sessions import SESSION_SITE
from cordline.access.signing import Proof, demonstration_proof
from cordline.assays import selectors
from cordline.assays.services import correct_result, review_results
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.ledger.models import Attempt
from cordline.ledger.services import declare_demonstration
from tests import build_donors as build
from tests import cast
from tests.rooms.assays.test_recording import DYING, VIABLE, lot_sample, result

pytestmark = [pytest.mark.django_db, pytest.mark.req("U47")]


@pytest.fixture
def three() -> list[str]:
    """Three results that the technician recorded."""
    declare_demonstration(2026)
    _, sample = lot_sample()
    return [result(sample, VIABLE).subject for _ in range(3)]


def proofs(codes: list[str], by: Actor = cast.QUALITY) -> dict[str, Proof]:
    made = {}
    for code in codes:
        content = selectors.review_result_content(code)
        assert content is not None
        made[code] = demonstration_proof(by, content)
    return made


def refused(**asked: Any) -> list[str]:
    with pytest.raises(Refused) as found:
        review_results(**{"by": cast.QUALITY, "key": build.fresh_key(), **asked})
    return [reason.code for reason in found.value.reasons]


def test_each_record_gets_a_signature_of_its_own_over_its_own_content(three: list[str]) -> None:
    entry = review_results(proofs=proofs(three), opened=three, by=cast.QUALITY, key="k")
    assert entry.payload["count"] == 3
    for code in three:
        [signed] = signatures_on(selectors.review_subject(code), selectors.review_result_content(code) or {})
        assert signed.id == entry.payload["signatures"][code]
        assert signed.valid
        assert signed.content["result"] == code
    assert len(set(entry.payload["signatures"].values())) == 3
    assert selectors.reviewed(three) == set(three)


def test_one_that_was_not_opened_stops_them_all_and_the_attempt_is_kept(three: list[str]) -> None:
    assert refused(proofs=proofs(three), opened=three[:2]) == ["access.not_opened"]
    assert selectors.reviewed(three) == set()
    assert Attempt.objects.filter(codes__contains=["access.not_opened"]).count() == 1


def test_a_proof_for_one_record_signs_no_other(three: list[str]) -> None:
    swapped = dict(zip(three, proofs([*three[1:], three[0]]).values(), strict=True))
    assert refused(proofs=swapped, opened=three) == ["access.signed_content_changed"]
    assert selectors.reviewed(three) == set()


@pytest.mark.req("U45")
def test_own_struck_and_reviewed_results_and_other_people_are_refused(three: list[str]) -> None:
    review_results(proofs=proofs(three[:1]), opened=three, by=cast.QUALITY, key="k")
    assert refused(proofs=proofs(three), opened=three) == ["assays.reviewed_already"]
    content = selectors.correct_result_content(three[1], DYING, "Misread")
    correct_result(
        result=three[1],
        reading=DYING,
        reason="Misread",
        proof=demonstration_proof(cast.QUALITY, content),
        by=cast.QUALITY,
        key="c",
    )
    assert refused(proofs=proofs(three[1:]), opened=three) == ["assays.result_struck"]
    _, sample = lot_sample()
    own = result(sample, VIABLE, by=cast.QUALITY).subject
    assert refused(proofs=proofs([own]), opened=[own]) == ["assays.review_own"]
    nobody = {"proofs": proofs([three[2]], cast.TECHNICIAN), "opened": three, "by": cast.TECHNICIAN}
    assert refused(**nobody) == ["access.role_missing"]
    assert refused(proofs={}, opened=three) == ["assays.nothing_chosen"]


@pytest.mark.req("U43")
def test_the_page_refuses_what_was_not_opened_and_signs_what_was(three: list[str]) -> None:
    people = create_cast()
    who = people["quality@KL-LAB"]
    client = Client()
    member = Member.objects.select_related("account").get(code=who.code)
    client.force_login(member.account, backend="cordline.access.backends.StaffBackend")
    session = client.session
    session[SESSION_SITE] = who.site
    session.save()
    place = reverse("assays:review")
    page = client.get(place).content.decode()
    hidden = dict(re.findall(r'name="(form_key|shown)" value="([^"]*)"', page))
    asked: dict[str, Any] = {**hidden, "meaning": "reviewed", "demonstration": "1", "records": three[:2]}
    answer = client.post(place, asked)
    assert answer.status_code == 422
    assert "Open each record before signing it" in answer.content.decode()
    client.get(place, {"open": three[0]})
    assert client.post(place, {**asked, "form_key": "second"}).status_code == 422
    shown = client.get(place, {"open": three[1]}).content.decode()
    assert "91.5" in shown
    assert "2 of 3 opened" in shown
    assert client.post(place, {**asked, "form_key": "third"}).status_code == 303
    assert selectors.reviewed(three) == set(three[:2])
    left = client.get(place).content.decode()
    assert three[0] not in left
    assert three[2] in left
