"""Files leave the house as attachments that can do nothing; a signed record prints with all that was shown."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from cordline.access.models import Member
from cordline.access.services.demonstration import create_cast
from cordline.access.sessions import SESSION_SITE
from cordline.access.signing import demonstration_proof
from cordline.documents import selectors
from cordline.documents.services import review_rendition, store_file, write_text
from cordline.ledger.services import declare_demonstration
from tests import cast


@pytest.fixture
def client(db: None) -> Client:
    """A quality officer signed in."""
    declare_demonstration(2026)
    people = create_cast()
    made = Client()
    member = Member.objects.select_related("account").get(code=people["quality@KL-LAB"].code)
    assert member.account is not None
    made.force_login(member.account, backend="cordline.access.backends.StaffBackend")
    session = made.session
    session[SESSION_SITE] = "KL-LAB"
    session.save()
    return made


@pytest.mark.req("E34")
def test_a_file_is_saved_under_a_name_of_ours_and_can_load_nothing(client: Client) -> None:
    sha = store_file(
        name='x".html', content=b"%PDF-1.7 ...", about="LT26-0046-0", by=cast.QUALITY, key="f"
    ).payload["sha256"]
    answer = client.get(reverse("documents:file", args=[sha]))
    assert answer.content == b"%PDF-1.7 ..."
    assert answer["Content-Disposition"] == f'attachment; filename="LT26-0046-0-{sha[:8]}.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    missing = client.get(reverse("documents:file", args=["0" * 64]))
    assert missing.status_code == 404
    assert b"documents.file_unknown" in missing.content
    assert Client().get(reverse("documents:file", args=[sha])).status_code == 302


@pytest.mark.req("U123", "R-09", "R-10")
def test_a_signed_record_prints_what_was_shown_and_who_signed(client: Client) -> None:
    write_text(text="leaflet", version=1, language="en", title="T", body="Read me.", by=cast.QUALITY, key="w")
    content = selectors.rendition_content("leaflet", "en", 1)
    review_rendition(
        text="leaflet", version=1, language="en", proof=demonstration_proof(cast.MEDICAL_DIRECTOR, content),
        by=cast.MEDICAL_DIRECTOR, key="r",
    )  # fmt: skip
    page = client.get(reverse("documents:signed"), {"record": "leaflet"})
    assert b"Read me." in page.content
    made = client.get(reverse("documents:signed_pdf"), {"record": "leaflet"})
    words = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(made.content)).pages)
    for said in ("Read me.", "Reviewed by", "Demonstration signature", "page 1 of 1", "Copy, printed by"):
        assert said in words
    assert client.get(reverse("documents:signed_pdf"), {"record": "nothing"}).status_code == 404
    assert (
        b"No signature on nothing" in client.get(reverse("documents:signed"), {"record": "nothing"}).content
    )
