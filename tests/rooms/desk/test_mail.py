"""What leaves the house by mail: no diagnosis, no product, no dose; at most that there is something (U51)."""

import ast
import re
from email import message_from_string
from pathlib import Path
from typing import Any

import pytest
from allauth.account.adapter import get_adapter as accounts
from allauth.mfa.adapter import get_adapter as devices
from allauth.socialaccount.adapter import get_adapter as companies
from django.core import mail
from django.test import RequestFactory

import cordline
from cordline.desk import mailing
from cordline.ground.products import Product, Route
from cordline.knowledge.files import read_base
from cordline.knowledge.types import Language, PageKind

pytestmark = pytest.mark.req("U51")
SOURCE = Path(cordline.__file__).parent
SENDERS = {"django.core.mail", "smtplib", "email.message", "anymail", "pywebpush", "twilio"}
DOSE = re.compile(r"\d[\d.,]*\s*(?:million|juta|cells|sel|mL|ml|mg|µg|IU|細胞|万|百万|毫升)", re.IGNORECASE)


def modules_that_can_send() -> set[str]:
    """Every module of the house that imports something by which a message could leave."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
            if any(name == sender or name.startswith(f"{sender}.") for name in names for sender in SENDERS):
                found.add(path.relative_to(SOURCE).as_posix())
    return found


def spoken_of() -> set[str]:
    """The words that would tell what somebody has or is given: conditions, treatments, products and routes."""
    base = read_base()
    kinds = (PageKind.CONDITION, PageKind.TREATMENT)
    pages = [page for page in base.pages.values() if page.kind in kinds]
    titles = {page.words[language].title for page in pages for language in Language}
    parts = {part for title in titles for part in re.split(r"[:：,、，()（）]", title)}
    products = {word for product in Product for word in (product.label, product.value, product.form)}
    routes = {route.label for route in Route if hasattr(route, "label")}
    return {word.strip().lower() for word in {*parts, *products, *routes} if len(word.strip()) > 2}


def test_one_module_alone_can_send_and_it_is_the_one_whose_words_are_looked_at_here() -> None:
    assert modules_that_can_send() == {"desk/mailing.py"}


def test_the_mail_that_is_sent_names_no_condition_product_or_dose_and_nobody(settings: Any) -> None:
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = (
        "mail.example.org",
        "django.core.mail.backends.locmem.EmailBackend",
    )
    assert mailing.send_test("somebody@example.org") == ""
    (sent,) = mail.outbox
    told = message_from_string(sent.message().as_string())
    said = f"{told['Subject']}\n{sent.body}".lower()
    assert sent.to == ["somebody@example.org"]
    assert (sent.cc, sent.bcc, sent.attachments) == ([], [], [])
    words = spoken_of()
    assert {"parkinson's disease", "msc-wj", "secretome"} <= words
    assert [word for word in words if word in said] == []
    assert DOSE.search("100 million cells in 50 mL")
    assert not DOSE.search(said)
    assert not re.search(r"\b[a-z]{2}\d{2}-\d", said)  # no code of a person, dose or lot
    # What is sent is fixed when the house is built: nothing is filled in.
    assert (sent.subject, sent.body) == (mailing.SUBJECT, mailing.TEXT)
    assert "{" not in f"{mailing.SUBJECT}{mailing.TEXT}"


def test_signing_in_and_its_devices_send_no_mail_whatever_happens(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    request = RequestFactory().get("/")
    context = {"user": None, "dose": "100 million cells of MSC (WJ)", "request": request}
    accounts(request).send_mail("account/email/password_reset_key", "somebody@example.org", context)
    for adapter in (accounts(request), devices(), companies(request)):
        assert type(adapter).__module__ == "cordline.access.adapters"
        adapter.send_notification_mail("mfa/email/totp_activated", None, context)
    assert mail.outbox == []
