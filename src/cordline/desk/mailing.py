"""Whether the mail server takes a message: one is sent to an address that was typed, with no word about a patient."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

SUBJECT = "Cordline: a test"
TEXT = (
    "Somebody pressed the button on the status page of Cordline to see whether mail arrives. It does.\n"
    "There is nothing to do, and nothing about anybody stands in this mail.\n"
)


def send_test(address: str) -> str:
    """Send the test mail; give the fault in words, or nothing when the mail server took it."""
    if not settings.EMAIL_HOST:
        return "no mail server is named (CORDLINE_MAIL_HOST)"
    try:
        sent = EmailMessage(SUBJECT, TEXT, to=[address]).send()
    except smtplib.SMTPRecipientsRefused as fault:
        return _told(*next(iter(fault.recipients.values())))
    except smtplib.SMTPResponseException as fault:
        return _told(fault.smtp_code, fault.smtp_error)
    except smtplib.SMTPException as fault:
        return str(fault)[:120] or type(fault).__name__
    except OSError as fault:
        where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        return f"{where} does not answer ({fault.strerror or type(fault).__name__})"
    return "" if sent else "the mail server gave no answer"


def _told(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"it said {code} {' '.join(words.split())[:120]}"
