"""A moment in a form: the day in three boxes and the clock beside it, in the zone of the house (U4, U27)."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest

from cordline.web.fields import DayField
from cordline.web.sources import sources

_CLOCK = re.compile(r"^([01]?\d|2[0-3])[:.]?([0-5]\d)$", re.ASCII)


class ClockField(forms.CharField):
    """A time of day on the 24-hour clock; cleans to a time."""

    def __init__(self, **options: object) -> None:
        """Ask for hours and minutes."""
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": "6"})
        super().__init__(max_length=5, widget=widget, help_text="24-hour clock, for example 14:30", **options)  # type: ignore[arg-type]

    def clean(self, value: object) -> time | None:
        """Read the clock."""
        text = super().clean(value)
        if not text:
            return None
        match = _CLOCK.match(text.strip())
        if match is None:
            raise forms.ValidationError(f"“{text[:10]}” is no time of day. Write it as 14:30.")
        return time(int(match.group(1)), int(match.group(2)))


def day_and_clock(what: str) -> tuple[DayField, ClockField]:
    """The two boxes of one moment."""
    return DayField(label=f"{what}: day"), ClockField(label=f"{what}: time")


def moment(request: HttpRequest, day: object, clock: object) -> datetime:
    """The moment that the two boxes say, in the zone of the house."""
    zone = ZoneInfo(sources.house(request).zone)
    return datetime.combine(day, clock, tzinfo=zone)  # type: ignore[arg-type]
