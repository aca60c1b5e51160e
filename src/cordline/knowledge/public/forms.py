"""The question to our staff: who asks, how to reach them, when, and what about. No health detail is asked for (U61)."""

import re
import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cordline.knowledge.public.languages import OWN_NAMES

CHANNELS = (("email", _("E-mail")), ("phone", _("Phone call")), ("message", _("Text message")))
ABOUT = (
    ("treatment", _("A treatment")),
    ("side_effects", _("Side effects")),
    ("cost_stay", _("Cost, stay or travel")),
    ("own_case", _("My own case")),
    ("after", _("After a treatment")),
    ("mistake", _("A mistake on these pages")),
    ("other", _("Something else")),
)
WHEN = (
    ("any", _("Any time")),
    ("morning", _("Morning, my time")),
    ("afternoon", _("Afternoon, my time")),
    ("evening", _("Evening, my time")),
)
ZONES = (
    "Asia/Kuala_Lumpur", "Asia/Singapore", "Asia/Jakarta", "Asia/Bangkok", "Asia/Ho_Chi_Minh", "Asia/Manila",
    "Asia/Hong_Kong", "Asia/Shanghai", "Asia/Taipei", "Asia/Tokyo", "Asia/Seoul", "Asia/Kolkata", "Asia/Dhaka",
    "Asia/Karachi", "Asia/Dubai", "Asia/Riyadh", "Asia/Brunei", "Australia/Perth", "Australia/Brisbane",
    "Australia/Sydney", "Pacific/Auckland", "Europe/London", "Europe/Paris", "Europe/Berlin", "Europe/Istanbul",
    "Europe/Moscow", "Africa/Cairo", "Africa/Lagos", "Africa/Johannesburg", "America/Sao_Paulo", "America/New_York",
    "America/Chicago", "America/Denver", "America/Los_Angeles", "Pacific/Honolulu", "UTC",
)  # fmt: skip
LONGEST_QUESTION, LONGEST_HEALTH = 2000, 1500
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_PHONE = re.compile(r"^\+?[\d ()./-]{6,30}$")


# What is asked on each page, in order; the last page looks over all of it (U5).
STEPS = (
    ("question", "health"),
    ("about",),
    ("name",),
    ("channel", "contact"),
    ("country", "zone"),
    ("when", "language"),
)


class InquiryForm(forms.Form):
    """What is asked at most (U61)."""

    form_key = forms.CharField(max_length=100)
    question = forms.CharField(
        label=_("Your question"),
        help_text=_("Please leave out names of other people."),
        max_length=LONGEST_QUESTION,
        error_messages={
            "required": _("Write your question"),
            "max_length": _("Write your question in 2,000 characters or fewer"),
        },
    )
    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=ABOUT,
        error_messages={
            "required": _("Choose what it is about"),
            "invalid_choice": _("Choose what it is about"),
        },
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        error_messages={
            "required": _("Write your name"),
            "max_length": _("Write your name in 200 characters or fewer"),
        },
    )
    channel = forms.ChoiceField(
        label=_("How may we reach you?"),
        choices=CHANNELS,
        error_messages={
            "required": _("Choose how we reach you"),
            "invalid_choice": _("Choose how we reach you"),
        },
    )
    contact = forms.CharField(
        label=_("E-mail address or phone number"),
        help_text=_("With the country code, if it is a phone number."),
        max_length=200,
        error_messages={"required": _("Write your e-mail address or phone number")},
    )
    country = forms.CharField(label=_("Country (optional)"), max_length=80, required=False)
    zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=[(each, each) for each in ZONES],
        error_messages={"required": _("Choose your time zone"), "invalid_choice": _("Choose your time zone")},
    )
    when = forms.ChoiceField(
        label=_("When may we reply?"),
        choices=WHEN,
        error_messages={"required": _("Choose when we may reply")},
    )
    language = forms.ChoiceField(
        label=_("Language of the reply"), choices=[(lang.value, name) for lang, name in OWN_NAMES.items()]
    )
    health = forms.CharField(
        label=_("Health details (optional)"),
        help_text=_("You need not write any. What you write is kept encrypted."),
        max_length=LONGEST_HEALTH,
        required=False,
        error_messages={"max_length": _("Write health details in 1,500 characters or fewer")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("form_key", secrets.token_urlsafe(16))

    def unjudged(self) -> "InquiryForm":
        """The same answers on a form that finds no fault yet: a page is not judged before it was answered."""
        given = {name: self[name].value() for step in STEPS for name in step}
        return InquiryForm(initial={**given, "form_key": self["form_key"].value()})

    def on_step(self, at: int) -> list[forms.BoundField]:
        """Give the boxes of one page; none on the page that looks over all."""
        return [self[name] for name in STEPS[at]] if at < len(STEPS) else []

    def beside_step(self, at: int) -> list[tuple[str, str]]:
        """Give what was answered on the other pages, to travel with this one."""
        here = STEPS[at] if at < len(STEPS) else ()
        return [(name, str(self[name].value() or "")) for step in STEPS for name in step if name not in here]

    def first_faulty_step(self) -> int | None:
        """Say on which page the first answer is missing or wrong."""
        return next((at for at, step in enumerate(STEPS) if any(name in self.errors for name in step)), None)

    def answers(self) -> list[dict[str, Any]]:
        """Give every answer in words, with the page on which it can be changed."""
        found = []
        for at, step in enumerate(STEPS):
            for name in step:
                value = str(self[name].value() or "")
                words = dict(getattr(self.fields[name], "choices", ())).get(value, value)
                found.append({"label": self.fields[name].label, "words": words, "step": at, "name": name})
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for a contact that fits the channel."""
        given = super().clean() or {}
        channel, contact = given.get("channel"), given.get("contact", "")
        if channel == "email" and contact and not _EMAIL.match(contact):
            self.add_error("contact", _("Write an e-mail address such as name@example.org"))
        if channel in ("phone", "message") and contact and not _PHONE.match(contact):
            self.add_error(
                "contact", _("Write a phone number with its country code, such as +60 12 345 6789")
            )
        return given
