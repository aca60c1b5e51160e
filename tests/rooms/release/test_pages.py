"""The pages of release and quality: what they show, what they lock, and what their forms do."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access.models import Member
from cordline.access.services.demonstration import create_cast
from cordline.access.sessions import SESSION_SITE
from cordline.access.signing import signatures_on
from cordline.ground.actor import Actor
from cordline.quality import selectors as quality
from cordline.quality.services import open_deviation
from cordline.quality.types import Severity
from cordline.release import certificates, selectors, trail
from cordline.release.models import TrailReview
from cordline.release.types import DeviationFacts
from tests import cast
from tests.rooms.release.evidence import USE, Evidence

LATE = DeviationFacts("DV26-0029-I", Severity.MAJOR, False, "Incubator door open 4 min 10 s", 3)


@pytest.fixture
def people(lot: Evidence) -> dict[str, Actor]:
    """The cast with accounts."""
    return create_cast()


def browser(people: dict[str, Actor], name: str) -> Client:
    """Somebody signed in."""
    client = Client()
    member = Member.objects.select_related("account").get(code=people[name].code)
    assert member.account is not None
    client.force_login(member.account, backend="cordline.access.backends.StaffBackend")
    session = client.session
    session[SESSION_SITE] = people[name].site
    session.save()
    return client


def shown(answer: Any) -> str:
    """The page's words on one line."""
    whole = re.sub(r"</?(a|b|span)\b[^>]*>", "", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", whole).split())


def fields(answer: Any, action: str = "") -> dict[str, str]:
    """The hidden fields of the form that goes to ``action`` (any form, without one)."""
    page = answer.content.decode()
    forms = re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL)
    form = next(f for f in forms if (f'action="{action}"' in f if action else "form_key" in f))
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))


def review_of(lot: Evidence) -> str:
    """The review's address."""
    return reverse("release:review", args=[lot.lot, USE.value])


@pytest.mark.req("U115", "U116", "W45")
def test_the_review_shows_exceptions_first_and_locks_the_signature_until_they_are_read(
    lot: Evidence, people: dict[str, Actor]
) -> None:
    lot.set(deviations=(LATE,))
    lot.opened().trail_read()
    client = browser(people, "quality@KL-LAB")
    page = shown(client.get(review_of(lot)))
    assert page.index("Exceptions first") < page.index("every line opens its raw record")
    assert "An exception is unread: Incubator door open 4 min 10 s." in page
    action = reverse("release:read", args=[lot.lot, USE.value])
    answer = client.post(action, fields(client.get(review_of(lot)), action))
    assert answer.status_code == 303
    after = client.get(review_of(lot))
    assert "An exception is unread" not in shown(after)
    assert 'value="verify"' in after.content.decode()


@pytest.mark.req("U116")
def test_release_hold_and_reject_stand_as_equal_choices_and_none_is_chosen(
    lot: Evidence, people: dict[str, Actor]
) -> None:
    lot.ready()
    page = browser(people, "quality@KL-LAB").get(review_of(lot)).content.decode()
    for move in ("release", "hold", "reject"):
        assert len(re.findall(rf'type="radio"[^>]*value="{move}"', page)) == 1
    assert not re.search(r'type="radio"[^>]*checked', page)


@pytest.mark.req("U43", "U44", "S8", "I6")
def test_a_release_is_signed_on_the_page_and_shows_everywhere(
    lot: Evidence, people: dict[str, Actor]
) -> None:
    lot.ready()
    client = browser(people, "quality@KL-LAB")
    answer = client.post(
        review_of(lot), {**fields(client.get(review_of(lot)), review_of(lot)), "decision": "release"}
    )
    assert answer.status_code == 303
    place = answer["Location"]
    page = client.get(place)
    assert "91 %" in shown(page)
    signed = client.post(place, {**fields(page), "meaning": "released", "demonstration": "1"})
    assert signed.status_code == 303, shown(signed)
    assert lot.state == "released"
    after = shown(client.get(review_of(lot)))
    assert "Released" in after
    assert "2 of 2" in after
    found = certificates.certificates_of(lot.lot)[0]
    assert found.code in shown(client.get(reverse("release:certificate", args=[found.code])))
    made = client.get(reverse("release:certificate_pdf", args=[found.code]))
    assert made.content.startswith(b"%PDF-")
    assert "attachment" in made["Content-Disposition"]


@pytest.mark.req("U45")
def test_the_sign_page_says_why_somebody_cannot_sign(lot: Evidence, people: dict[str, Actor]) -> None:
    head = people["laboratory_head@KL-LAB"]
    lot.opened().trail_read().verified(by=head)
    client = browser(people, "laboratory_head@KL-LAB")
    page = shown(client.get(reverse("release:sign", args=[lot.lot, USE.value, "release"])))
    assert "somebody else has to give the second" in page
    answer = client.post(
        reverse("release:sign", args=[lot.lot, USE.value, "release"]), {"demonstration": "1"}
    )
    assert answer.status_code != 303
    assert lot.state == "first_signed"


@pytest.mark.req("U116")
def test_a_hold_needs_a_reason_and_takes_effect_at_once(lot: Evidence, people: dict[str, Actor]) -> None:
    lot.ready()
    client = browser(people, "quality@KL-LAB")
    hidden = fields(client.get(review_of(lot)), review_of(lot))
    without = client.post(review_of(lot), {**hidden, "decision": "hold", "reason": ""})
    assert without.status_code == 422
    assert "Give a reason" in shown(without)
    hidden = fields(client.get(review_of(lot)), review_of(lot))
    done = client.post(
        review_of(lot), {**hidden, "decision": "hold", "reason": "Labels do not match the count."}
    )
    assert done.status_code == 303
    assert lot.state == "in_review"


def test_the_reason_of_a_rejection_is_part_of_what_is_signed(lot: Evidence, people: dict[str, Actor]) -> None:
    lot.opened()
    client = browser(people, "quality@KL-LAB")
    hidden = fields(client.get(review_of(lot)), review_of(lot))
    answer = client.post(review_of(lot), {**hidden, "decision": "reject", "reason": "Clumps in three vials."})
    page = client.get(answer["Location"])
    assert "Clumps in three vials." in shown(page)
    signed = client.post(answer["Location"], {**fields(page), "meaning": "rejected", "demonstration": "1"})
    assert signed.status_code == 303
    assert lot.state == "rejected"


@pytest.mark.req("R-20", "S8")
def test_the_audit_trail_is_read_in_sentences_and_signed(lot: Evidence, people: dict[str, Actor]) -> None:
    lot.opened()
    client = browser(people, "quality@KL-LAB")
    place = reverse("release:trail", args=[lot.lot, USE.value])
    page = client.get(place)
    assert f"filled {lot.lot}" in shown(page)
    signed = client.post(place, {**fields(page), "meaning": "reviewed", "demonstration": "1"})
    assert signed.status_code == 303, shown(signed)
    assert selectors.audit_review(lot.lot) is not None


@pytest.mark.req("U117", "I12")
def test_the_public_check_page_answers_without_a_sign_in_and_names_no_person(
    lot: Evidence, people: dict[str, Actor]
) -> None:
    entry = lot.ready().release()
    found = certificates.certificate(entry.payload["certificate"])
    assert found is not None
    visitor, place = Client(), reverse("release:check")
    for status in ("Valid", "Withdrawn"):
        page = shown(visitor.get(place, {"code": found.check_code}))
        assert status in page
        assert found.lot in page
        for never in ("DD2", "DN2", "staff.", cast.QUALITY.code, "PT2"):
            assert never not in page
        if status == "Valid":
            lot.suspend()
    unknown = visitor.get(place, {"code": found.code})
    assert unknown.status_code == 404
    assert found.lot not in shown(unknown)
    assert visitor.get(place).status_code == 200
    assert visitor.get(reverse("release:certificate", args=[found.code])).status_code == 302


def test_the_list_puts_second_signatures_first(lot: Evidence, people: dict[str, Actor]) -> None:
    lot.ready()
    page = shown(browser(people, "quality@KL-LAB").get(reverse("release:releases")))
    assert "Second signature" in page
    home = shown(browser(people, "quality@KL-LAB").get("/"))
    assert f"Second signature: {lot.lot}" in home


@pytest.mark.req("U123")
def test_review_and_deviation_print_as_papers_of_their_own(lot: Evidence, people: dict[str, Actor]) -> None:
    lot.ready()
    client = browser(people, "quality@KL-LAB")
    code = open_deviation(
        severity=Severity.MINOR, subject=lot.lot, title="T", immediate_action="A", by=cast.TECHNICIAN, key="d"
    ).payload["deviation"]
    for place in (
        reverse("release:review_pdf", args=[lot.lot, USE.value]),
        reverse("quality:deviation_pdf", args=[code]),
    ):
        assert client.get(place).content.startswith(b"%PDF-")


def test_a_lot_shows_its_uses_and_opens_a_review(lot: Evidence, people: dict[str, Actor]) -> None:
    client, place = browser(people, "quality@KL-LAB"), reverse("release:lot", args=[lot.lot])
    assert "No review was opened yet" in shown(client.get(place))
    answer = client.post(place, {**fields(client.get(place), ""), "use": "patient"})
    assert answer.status_code == 303
    assert lot.state == "in_review"
    assert client.get(reverse("release:lot", args=["LT26-9999-0"])).status_code == 404


@pytest.mark.req("W17")
def test_a_deviation_is_opened_investigated_graded_and_closed_on_its_pages(
    lot: Evidence, people: dict[str, Actor]
) -> None:
    technician, quality_officer = browser(people, "technician@KL-LAB"), browser(people, "quality@KL-LAB")
    place = reverse("quality:open")
    words = {"subject": lot.lot, "severity": "minor", "title": "Door open", "immediate_action": "Closed it."}
    answer = technician.post(place, {**fields(technician.get(place)), **words})
    assert answer.status_code == 303, shown(answer)
    page = answer["Location"]
    code = page.rstrip("/").rsplit("/", 1)[1]
    action = reverse("quality:investigate", args=[code])
    findings = {
        "investigation": "Seal worn.",
        "cause": "Wear",
        "corrective_action": "",
        "corrective_owner": "",
    }
    assert technician.post(action, {**fields(technician.get(page), action), **findings}).status_code == 303
    action = reverse("quality:grade", args=[code])
    grade = {"severity": "critical", "reason": "It came back twice."}
    assert (
        quality_officer.post(action, {**fields(quality_officer.get(page), action), **grade}).status_code
        == 303
    )
    assert "It blocks the release" in shown(quality_officer.get(page))
    grade = {"severity": "minor", "reason": "Other door."}
    assert (
        quality_officer.post(action, {**fields(quality_officer.get(page), action), **grade}).status_code
        == 303
    )
    close = reverse("quality:close", args=[code]) + "?conclusion=No+effect."
    signed = quality_officer.post(
        close, {**fields(quality_officer.get(close)), "meaning": "approved", "demonstration": "1"}
    )
    assert signed.status_code == 303, shown(signed)
    found = quality.deviation(code)
    assert found is not None
    assert not found.open
    assert code in shown(quality_officer.get(reverse("quality:deviations")))


@pytest.mark.req("U8")
def test_a_form_shown_before_the_deviation_moved_on_is_a_conflict(
    lot: Evidence, people: dict[str, Actor]
) -> None:
    code = open_deviation(
        severity=Severity.MINOR, subject=lot.lot, title="T", immediate_action="A", by=cast.TECHNICIAN, key="d"
    ).payload["deviation"]
    client = browser(people, "quality@KL-LAB")
    page, action = reverse("quality:deviation", args=[code]), reverse("quality:grade", args=[code])
    hidden = fields(client.get(page), action)
    words = {"severity": "major", "reason": "Worse than thought."}
    assert client.post(action, {**hidden, **words}).status_code == 303
    stale = {**hidden, "form_key": "another", **words, "severity": "critical"}
    assert client.post(action, stale).status_code == 409


@pytest.mark.req("U116")
def test_an_open_page_is_told_within_a_second_that_the_review_moved_on(
    lot: Evidence, people: dict[str, Actor]
) -> None:
    lot.opened().trail_read()
    client = browser(people, "quality@KL-LAB")
    page = client.get(review_of(lot)).content.decode()
    found = re.search(r'hx-get="([^"]+)" hx-trigger="every 1s"', page)
    assert found is not None
    place = found.group(1).replace("&amp;", "&")
    assert "moved on" not in shown(client.get(place))
    lot.verified()
    answer = shown(client.get(place))
    assert "First signature given" in answer
    assert "This review has moved on" in answer


@pytest.mark.req("U47", "U121", "R-20")
def test_a_trail_is_signed_only_once_every_part_of_it_was_opened_and_the_signature_covers_all(
    lot: Evidence, people: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "IN_A_PART", 2)
    for number in range(4):
        open_deviation(
            severity=Severity.MINOR,
            subject=lot.lot,
            title=f"Label smudged on tray {number}",
            immediate_action="Printed anew.",
            by=cast.TECHNICIAN,
            key=f"part-{number}",
        )
    lot.opened()
    parts = trail.parts(lot.lot)
    assert len(parts) >= 3
    client = browser(people, "quality2@KL-LAB")
    place = reverse("release:trail", args=[lot.lot, USE.value])
    first = client.get(place)
    assert "Part 1 of" in shown(first)
    assert "Not every part of the audit trail has been opened: 2, 3" in shown(first)
    assert client.post(place, {"demonstration": "1", "meaning": "reviewed"}).status_code != 303
    assert not TrailReview.objects.exists()
    for part in parts[:-1]:
        assert 'name="shown"' not in client.get(place, {"part": str(part.number)}).content.decode()
    last = client.get(place, {"part": str(len(parts))})
    assert "smudged on tray 3" in shown(last) or "DV26" in shown(last)
    signed = client.post(place, {**fields(last), "meaning": "reviewed", "demonstration": "1"})
    assert signed.status_code == 303, shown(signed)
    review = TrailReview.objects.get()
    assert (review.entries, review.up_to) == (trail.entries(lot.lot).count(), trail.last_entry(lot.lot))
    [kept] = signatures_on(trail.subject(lot.lot))
    assert kept.content["all_receipts_sha256"] == trail.content(lot.lot)["all_receipts_sha256"]
    open_deviation(
        severity=Severity.MINOR,
        subject=lot.lot,
        title="Another",
        immediate_action="Printed anew.",
        by=cast.TECHNICIAN,
        key="part-late",
    )
    assert "has been opened" in shown(client.get(place))
