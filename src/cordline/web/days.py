"""A day of a filter: three boxes on the page, as in every form (U4); in an address it may also stand as in a file."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from cordline.ground.reading import read_day
from cordline.ground.refusal import Refusal
from cordline.web.fields import DayInput


@dataclass(frozen=True)
class AskedDay:
    """What was asked for, why it is no day if it is none, and the boxes with what was typed."""

    day: date | None
    fault: str
    boxes: SafeString

    @property
    def text(self) -> str:
        """The day as an address and a file write it; empty when none was asked for."""
        return self.day.isoformat() if self.day else ""


def asked_day(given: QueryDict, name: str, *, key: str = "") -> AskedDay:
    """Read the day of one filter from an address; ``key`` is the letter that leads to its boxes."""
    widget, attrs = DayInput(), {"id": f"filter-{name}", **({"data-key": key} if key else {})}
    typed = [part or "" for part in widget.value_from_datadict(given, MultiValueDict(), name)]
    read = read_day(*typed) if any(typed) else _from_address(given.get(name, ""))
    boxes = widget.render(name, typed if any(typed) else read, attrs)
    return AskedDay(None, read.text, boxes) if isinstance(read, Refusal) else AskedDay(read, "", boxes)


def _from_address(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
