"""The page of a higher ceiling as two physicians use it: asked, judged, signed, signed again by another (I1)."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access.models import Member
from cordline.access.services.demonstration import create_cast
from cordline.access.sessions import SESSION_SITE
from cordline.ledger.services import declare_demonstration
from cordline.plans.models import PlanAmendment
from tests import bedside_chain as chain

pytestmark = [pytest.mark.django_db, pytest.mark.req("I1", "U43")]
ASKED = {
    "ceiling_cells_number": "260",
    "ceiling_cells_scale": "million",
    "per_kg_max_number": "3.5",
    "per_kg_max_scale": "million",
    "reason": "Evidence for this weight",
}
TOO_LOW = {
    "ceiling_cells_number": "100",
    "ceiling_cells_scale": "thousand",
    "per_kg_max_number": "1",
    "per_kg_max_scale": "thousand",
}


@pytest.fixture
def people() -> dict[str, Any]:
    declare_demonstration(1)
    return create_cast()


@pytest.fixture
def plan(people: dict[str, Any]) -> str:
    made = chain.clinic()
    return chain.plan(
        chain.person(),
        made.basis,
        signed=False,
        dose_cells=240_000_000,
        sessions=1,
        unusual_reason="Evidence for this weight",
    )


def browser(who: Any) -> Client:
    client = Client()
    member = Member.objects.select_related("account").get(code=who.code)
    client.force_login(member.account, backend="cordline.access.backends.StaffBackend")
    session = client.session
    session[SESSION_SITE] = who.site
    session.save()
    return client


def hidden(page: str) -> dict[str, str]:
    """What the page's own form came with."""
    names = ("form_key", "form_person", "form_seen", "shown")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in names}
    return {name: match.group(1) for name, match in found.items() if match}


def sign(client: Client, page: str) -> Any:
    shown = hidden(client.get(page).content.decode())
    return client.post(page, {**shown, "meaning": "approved", "demonstration": "1"})


def test_two_physicians_raise_a_ceiling_on_its_page_and_nobody_does_it_alone(
    people: dict[str, Any], plan: str
) -> None:
    page = reverse("plans:ceiling", args=[plan])
    first, second = browser(people["physician@KL-CLINIC"]), browser(people["medical_director@KL-CLINIC"])
    asking = first.get(page).content.decode()
    assert 'value="200"' in asking
    unscaled = first.post(page, hidden(asking) | ASKED | {"ceiling_cells_scale": ""})
    assert "Choose thousand or million" in unscaled.content.decode()
    too_low = first.post(page, hidden(asking) | ASKED | TOO_LOW)
    assert too_low.status_code == 422
    assert "names a higher ceiling" in too_low.content.decode()
    assert first.post(page, hidden(asking) | ASKED).status_code == 302
    signed = sign(first, page)
    assert signed.status_code == 303
    alone = first.get(page).content.decode()
    assert "another physician" in alone
    assert 'name="shown"' not in alone
    waits = second.get("/").content.decode()
    assert page in waits
    assert sign(second, page).status_code == 303
    row = PlanAmendment.objects.get()
    assert row.first_signed_by == people["physician@KL-CLINIC"].code
    assert row.second_signed_by == people["medical_director@KL-CLINIC"].code
    shown = second.get(reverse("plans:plan", args=[plan])).content.decode()
    assert "260" in shown
    assert "Waits for a second physician" not in shown


def test_what_was_asked_before_the_plan_changed_is_not_offered_for_signing(
    people: dict[str, Any], plan: str
) -> None:
    from cordline.plans import services
    from tests.cast import PHYSICIAN

    page = reverse("plans:ceiling", args=[plan])
    client = browser(people["physician@KL-CLINIC"])
    client.post(page, hidden(client.get(page).content.decode()) | ASKED)
    services.change_plan(
        plan=plan, version=1, reason="Weighed again", interval_days=28, by=PHYSICIAN, key=chain.key()
    )
    assert 'name="ceiling_cells_number"' in client.get(page).content.decode()


def test_what_was_asked_can_be_asked_anew(people: dict[str, Any], plan: str) -> None:
    page = reverse("plans:ceiling", args=[plan])
    client = browser(people["physician@KL-CLINIC"])
    client.post(page, hidden(client.get(page).content.decode()) | ASKED)
    assert 'name="shown"' in client.get(page).content.decode()
    assert 'value="260"' in client.get(page, {"again": "1"}).content.decode()
