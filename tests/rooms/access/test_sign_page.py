"""The sign page: what is shown is what is bound; two components first in a session; passkeys bind the hash."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import encrypt
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory
from fido2.utils import websafe_decode

from cordline.access import proofs, rules, signing
from cordline.access.models import Signature, SigningProof, Staff
from cordline.access.pages.signing import sign_page
from cordline.access.services import demonstration
from cordline.access.session_store import SessionStore
from cordline.access.sessions import SESSION_SITE, opened_codes
from cordline.access.signed_words import readable
from cordline.access.types import Meaning, Proof, ProofKind
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal
from cordline.ground.roles import Role
from cordline.ground.verbs import all_verbs, declare
from cordline.ledger.models import Attempt
from cordline.ledger.services import Entry, act, declare_demonstration
from tests.rooms.access.authenticator import ORIGIN, Passkey

pytestmark = [pytest.mark.django_db, pytest.mark.req("I6", "U43")]
SIGNED = all_verbs().get("accesstests.test.signed") or declare(
    "accesstests.test.signed", "signed {subject}", Role.PHYSICIAN
)
SUBJECT, PASSWORD, SECRET = "PL26-0001-X", "a long sentence to remember", "JBSWY3DPEHPK3PXP"
SHOWN = {
    "patient": "PT26-0001-X",
    "dose": {"cells": 100_000_000, "route": "IV"},
    "vials": ["VL26-0001-1", "VL26-0002-2"],
}


def service(by: Actor, meaning: Meaning, proof: Proof, key: str) -> Entry:
    with act(SIGNED, by=by, key=key, content={"subject": SUBJECT}) as this:
        if not this.answered:
            signing.sign_within(this, meaning=meaning, subject=SUBJECT, content=SHOWN, proof=proof)
            this.record(subject=SUBJECT)
        return this.entry


class Desk:
    """One signer at one session."""

    def __init__(self, username: str = "physician") -> None:
        self.account = Staff.objects.get(username=username)
        self.session = SessionStore()
        self.session[SESSION_SITE] = demonstration.CLINIC
        self.content: dict[str, Any] = dict(SHOWN)

    def ask(self, data: dict[str, Any] | None = None, reasons: tuple[Refusal, ...] = ()) -> HttpResponse:
        factory = RequestFactory()
        request = factory.post("/sign/", data) if data is not None else factory.get("/sign/")
        request.user, request.session = Staff.objects.get(pk=self.account.pk), self.session  # type: ignore[assignment]
        setattr(request, "_messages", FallbackStorage(request))  # noqa: B010
        self.request = request
        return sign_page(
            request, title="Plan", subject=SUBJECT, content=self.content, meanings=[Meaning.APPROVED],
            service=service, then="/done/", reasons=reasons,
        )  # fmt: skip

    def sign(self, key: str = "k", **given: Any) -> HttpResponse:
        shown = rules.content_hash(SHOWN)
        return self.ask({"form_key": key, "shown": shown, "meaning": "approved", **given})

    def code(self) -> str:
        cache.clear()  # each test counts as the next half minute
        return str(totp.format_hotp_value(totp.hotp_value(SECRET, next(iter(_counters())))))


def _counters() -> list[int]:
    return [int(time.time()) // 30]


@pytest.fixture
def desk() -> Desk:
    declare_demonstration(1)
    demonstration.create_cast()
    made = Desk()
    made.account.set_password(PASSWORD)
    made.account.save()
    Authenticator.objects.create(
        user=made.account, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET)}
    )
    return made


def kinds() -> list[str]:
    return list(Signature.objects.order_by("id").values_list("proof_kind", flat=True))


def test_the_page_shows_the_exact_content_meaning_full_name_and_time_with_zone(desk: Desk) -> None:
    page = desk.ask().content.decode()
    for text in ("PT26-0001", "100,000,000 cells (100 million)", "VL26-0002"):
        assert text in page
    for text in ("Approved", "Dr Phil Pretendsson (demo)", "UTC+8"):
        assert text in page


def test_nothing_signed_is_left_out_of_what_is_shown() -> None:
    rows = readable({"a": {"b": [1, {"c": None}]}, "d": True}, "UTC")
    assert rows[0]["rows"][0]["items_shown"][1]["rows"][0] == {"label": "C", "text": "Not known"}
    assert rows[1]["text"] == "Yes"


@pytest.mark.req("U44", "R-13", "R-14")
def test_the_first_signature_takes_two_components_the_next_one_and_idle_starts_over(desk: Desk) -> None:
    assert desk.sign("k1", password=PASSWORD).status_code == 422
    assert desk.sign("k2", password=PASSWORD, one_time_code=desk.code()).status_code == 303
    assert desk.sign("k3", password=PASSWORD).status_code == 303
    proofs.begin_again(desk.request)
    assert desk.sign("k4", password=PASSWORD).status_code == 422
    assert kinds() == ["password+totp", "password"]


@pytest.mark.req("R-14")
def test_a_changed_password_ends_the_unbroken_session(desk: Desk) -> None:
    desk.sign("k1", password=PASSWORD, one_time_code=desk.code())
    desk.account.set_password("another long sentence")
    desk.account.save()
    assert desk.sign("k2", password="another long sentence").status_code == 422


@pytest.mark.req("R-15")
def test_a_password_reset_by_an_administrator_cannot_sign_without_the_device(desk: Desk) -> None:
    desk.account.set_password("chosen by the administrator")
    desk.account.save()
    answer = desk.sign("k", password="chosen by the administrator", one_time_code="000000")
    assert answer.status_code == 422
    assert not Signature.objects.exists()


def test_a_one_time_code_signs_once(desk: Desk) -> None:
    code = desk.code()
    assert desk.sign("k1", password=PASSWORD, one_time_code=code).status_code == 303
    proofs.begin_again(desk.request)
    assert desk.sign("k2", password=PASSWORD, one_time_code=code).status_code == 422


@pytest.mark.req("R-16")
def test_five_failures_lock_signing_and_each_is_recorded(desk: Desk) -> None:
    for number in range(5):
        desk.sign(f"k{number}", password="wrong", one_time_code="1")
    page = desk.sign("k6", password=PASSWORD, one_time_code=desk.code())
    assert "Signing is locked" in page.content.decode()
    kept = Attempt.objects.filter(verb="access.proof").order_by("id")
    assert [row.codes for row in kept] == [["access.wrong_password"]] * 5 + [["access.signing_locked"]]
    assert not Signature.objects.exists()


def test_a_content_changed_between_display_and_signing_is_refused(desk: Desk) -> None:
    desk.content = {**SHOWN, "dose": {"cells": 1, "route": "IV"}}
    page = desk.sign("k", password=PASSWORD, one_time_code=desk.code())
    assert page.status_code == 422
    assert "has changed since" in page.content.decode()
    assert not SigningProof.objects.exists()


def test_a_repeated_press_makes_one_signature(desk: Desk) -> None:
    desk.sign("same", password=PASSWORD, one_time_code=desk.code())
    assert desk.sign("same", password=PASSWORD).status_code == 303
    assert Signature.objects.count() == 1


@pytest.mark.req("U45")
def test_a_reason_against_signing_stands_in_place_of_the_form(desk: Desk) -> None:
    reason = Refusal("access.own_work", who="A second physician")
    page = desk.ask(reasons=(reason,)).content.decode()
    assert "A second physician can" in page
    assert 'id="sign-form"' not in page
    assert desk.ask({"form_key": "k", "demonstration": "1"}, reasons=(reason,)).status_code == 200
    assert not Signature.objects.exists()


@pytest.mark.req("U47")
def test_an_opened_sign_page_is_remembered_and_the_unopened_are_refused(desk: Desk) -> None:
    desk.ask()
    assert opened_codes(desk.request) == {SUBJECT}
    (refusal,) = rules.why_not_sign_many(opened=opened_codes(desk.request), asked=[SUBJECT, "PL26-0002-X"])
    assert refusal.code == "access.not_opened"
    assert "PL26-0002-X" in refusal.text
    assert SUBJECT not in refusal.text


def test_a_demonstration_signs_by_a_press_and_shows_it(desk: Desk) -> None:
    assert desk.sign("k", demonstration="1").status_code == 303
    assert kinds() == ["demonstration"]
    assert "demonstration proof" in desk.ask().content.decode()


class TestPasskey:
    """A passkey's answer binds the hash of what was shown."""

    @pytest.fixture(autouse=True)
    def _house(self, settings: Any) -> None:
        settings.BASE_URL = ORIGIN

    def options(self, desk: Desk) -> Any:
        desk.ask()
        return proofs.challenge(desk.request, desk.account, rules.content_hash(SHOWN))

    def test_the_challenge_is_fresh_and_holds_the_hash_of_what_is_shown(self, desk: Desk) -> None:
        Passkey().enrol(desk.account)
        first, second = (websafe_decode(self.options(desk)["publicKey"]["challenge"]) for _ in range(2))
        assert first != second
        assert first.endswith(bytes.fromhex(rules.content_hash(SHOWN)))

    def test_a_verified_answer_signs_and_counts_as_both_components(self, desk: Desk) -> None:
        key = Passkey()
        key.enrol(desk.account)
        assert desk.sign("k1", passkey=key.answer(self.options(desk))).status_code == 303
        assert desk.sign("k2", password=PASSWORD).status_code == 303
        assert kinds() == [ProofKind.PASSKEY, ProofKind.PASSWORD]

    def test_an_answer_without_user_verification_is_refused(self, desk: Desk) -> None:
        key = Passkey()
        key.enrol(desk.account)
        assert desk.sign("k", passkey=key.answer(self.options(desk), verified=False)).status_code == 422

    def test_an_answer_to_another_content_is_refused(self, desk: Desk) -> None:
        key = Passkey()
        key.enrol(desk.account)
        desk.ask()
        other = proofs.challenge(desk.request, desk.account, "0" * 64)
        assert desk.sign("k", passkey=key.answer(other)).status_code == 422

    def test_an_answer_is_taken_once(self, desk: Desk) -> None:
        key = Passkey()
        key.enrol(desk.account)
        answer = key.answer(self.options(desk))
        assert desk.sign("k1", passkey=answer).status_code == 303
        assert desk.sign("k2", passkey=answer).status_code == 422

    def test_a_strange_device_is_refused(self, desk: Desk) -> None:
        Passkey().enrol(desk.account)
        assert desk.sign("k", passkey=Passkey().answer(self.options(desk))).status_code == 422
        assert not Signature.objects.exists()
