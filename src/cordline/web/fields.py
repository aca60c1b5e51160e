"""The boxes of the forms: dates in three boxes, counts with a required scale, measured values, codes from a scanner.

Each gives a checked value or words beside its box; what was typed survives every error. What is unusual is taken after
a reason; what is impossible is refused each time it is sent (U21).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse_lazy

from cordline.ground.codes import Code, Kind, parse
from cordline.ground.products import Product
from cordline.ground.reading import SCALES, Bounds, Entered, read_count, read_day, read_quantity
from cordline.ground.refusal import Refusal


class _Parts(forms.MultiWidget):
    """Several inputs that are one answer; their raw texts travel as a list."""

    names: Sequence[str] = ()
    use_fieldset = True

    def decompress(self, value: Any) -> list[Any]:
        """Give each input its text."""
        return list(value) if value else [None] * len(self.widgets)

    def id_for_label(self, id_: str) -> str:
        """Lead to the first part."""
        return f"{id_}_{self.names[0]}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell each part its name."""
        context = super().get_context(name, value, attrs)
        for part, part_name in zip(context["widget"]["subwidgets"], self.names, strict=True):
            part["part"] = part_name
            part["part_label"] = part_name.capitalize()
            if attrs and "id" in attrs:
                part["attrs"]["id"] = f"{attrs['id']}_{part_name}"
        return context


class DayInput(_Parts):
    """Day, month and year in three boxes, without a picker and without jumping between them (U4)."""

    template_name = "web/forms/day.html"
    names = ("day", "month", "year")

    def __init__(self, autofill: str = "") -> None:
        boxes = []
        for part in self.names:
            attrs = {"class": "form-control", "inputmode": "numeric" if part != "month" else "text"}
            boxes.append(
                forms.TextInput({**attrs, **({"autocomplete": f"{autofill}-{part}"} if autofill else {})})
            )
        super().__init__(dict(zip(self.names, boxes, strict=True)))

    def decompress(self, value: Any) -> list[Any]:
        """Write a known date into the boxes."""
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        return super().decompress(value)


class DayField(forms.Field):
    """A known date: a birth, an expiry, the day a letter bears."""

    widget = DayInput

    def __init__(self, *, past_only: bool = False, today: Any = None, **options: Any) -> None:
        options.setdefault("help_text", "For example, 4 3 2026")
        super().__init__(**options)
        self.past_only, self.today = past_only, today

    def clean(self, value: Any) -> date | None:
        """Read the three boxes."""
        day, month, year = [str(part or "") for part in (value or ("", "", ""))]
        if not self.required and not (day or month or year):
            return None
        read = read_day(day, month, year, (self.label or "the date").lower())
        if isinstance(read, Refusal):
            raise ValidationError(read.text, code=read.code)
        if self.past_only and self.today is not None and read > self.today():
            refusal = Refusal("reading.date_in_future", what=str(self.label))
            raise ValidationError(refusal.text, code=refusal.code)
        return read


class CountInput(_Parts):
    """A number box with a required scale and a reason box that appears when the number is unusual (U20)."""

    template_name = "web/forms/count.html"
    names = ("number", "scale", "reason")

    def __init__(
        self, *, unit: str = "", scales: Sequence[str] = ("thousand", "million"), echo: bool = True
    ) -> None:
        self.unit, self.echo, self.ask_reason = unit, echo, False
        self.echo_facts: Mapping[str, str] = {}
        choices = [("", "Choose"), *((scale, scale) for scale in scales)]
        scale_box: forms.Widget = (
            forms.Select({"class": "form-select", "aria-label": "Scale"}, choices)
            if scales
            else forms.HiddenInput()
        )
        number = forms.TextInput({"class": "form-control", "inputmode": "decimal", "autocomplete": "off"})
        reason = forms.TextInput({"class": "form-control", "maxlength": "300"})
        super().__init__({"number": number, "scale": scale_box, "reason": reason})

    def decompress(self, value: Any) -> list[Any]:
        """Write a known count into the boxes, by the larger scale that it reaches."""
        if isinstance(value, int):
            scale = "million" if value >= SCALES["million"] else "thousand"
            return [f"{(Decimal(value) / SCALES[scale]).normalize():f}", scale, None]
        return super().decompress(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Say where the echo is asked from, and whether a reason is wanted."""
        context = super().get_context(name, value, attrs)
        reason = (value or [None, None, None])[2] if isinstance(value, list | tuple) else None
        try:
            address = str(reverse_lazy("desk:echo")) if self.echo else ""
        except NoReverseMatch:
            address = ""
        context["widget"] |= {"unit": self.unit, "ask_reason": self.ask_reason or bool(reason), "echo_url": address,
                              "echo_facts": list(self.echo_facts.items())}  # fmt: skip
        context["widget"]["subwidgets"][0]["attrs"]["aria-label"] = "Number"
        return context


class _Bounded(forms.Field):
    """A number with plausible and usual bounds; ``reason`` holds why an unusual one is right."""

    def __init__(self, bounds: Bounds, **options: Any) -> None:
        super().__init__(**options)
        self.bounds = bounds
        self.reason = ""

    def read(self, number: str, scale: str) -> Entered | Refusal:
        """Read what the boxes hold."""
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        """Take the number, ask for a reason, or say why not."""
        number, scale, reason = [str(part or "") for part in (value or ("", "", ""))]
        self.reason = reason.strip()
        if not self.required and not number.strip():
            return None
        read = self.read(number, scale)
        if isinstance(read, Refusal):
            raise ValidationError(read.text, code=read.code)
        if read.unusual is not None and not self.reason:
            self.widget.ask_reason = True
            raise ValidationError(read.unusual.text, code=read.unusual.code)
        return read


class CountField(_Bounded):
    """A count of cells or of things; cleans to a whole number."""

    def __init__(
        self, bounds: Bounds, *, scales: Sequence[str] = ("thousand", "million"), **options: Any
    ) -> None:
        unit = bounds.unit if bounds.unit else ""
        super().__init__(bounds, widget=CountInput(unit=unit, scales=scales, echo=bool(scales)), **options)
        self.scales = scales

    def read(self, number: str, scale: str) -> Entered | Refusal:
        """Read number and scale."""
        return read_count(
            number, scale if self.scales and scale in SCALES else ("" if self.scales else "one"), self.bounds
        )

    def clean(self, value: Any) -> int | None:
        """Give the whole number."""
        read = super().clean(value)
        return None if read is None else int(read.value)


class MeasuredField(_Bounded):
    """A measured value whose unit is fixed beside the box; cleans to a Decimal."""

    def __init__(self, bounds: Bounds, **options: Any) -> None:
        super().__init__(bounds, widget=CountInput(unit=bounds.unit, scales=(), echo=False), **options)

    def read(self, number: str, scale: str) -> Entered | Refusal:
        """Read the number."""
        return read_quantity(number, self.bounds)

    def clean(self, value: Any) -> Decimal | None:
        """Give the measured value."""
        read = super().clean(value)
        return None if read is None else read.value


class CodeInput(forms.TextInput):
    """A box that awaits a scan: the burst of a scanner ends here while the page is in its task."""

    template_name = "web/forms/code.html"

    def __init__(self, *, here: bool = False, submit: bool = False) -> None:
        mode = "submit" if submit else "next"
        attrs = {"class": "form-control mono", "autocomplete": "off", "autocapitalize": "characters",
                 "spellcheck": "false", "maxlength": "64", "data-scan-next": mode}  # fmt: skip
        super().__init__({**attrs, **({"data-scan-here": mode} if here else {})})


class CodeField(forms.CharField):
    """A code of one of the wanted kinds, scanned or typed; cleans to its text."""

    def __init__(self, *kinds: Kind, here: bool = False, submit: bool = False, **options: Any) -> None:
        options.setdefault("widget", CodeInput(here=here, submit=submit))
        super().__init__(max_length=64, **options)
        self.kinds = kinds

    def clean(self, value: Any) -> str:
        """Read the code; a wrong kind, slip or swap is said in words."""
        text = str(value or "").strip()
        if not text and not self.required:
            return ""
        read = parse(text, *self.kinds)
        if isinstance(read, Code):
            return str(read)
        raise ValidationError(read.text, code=read.code)


class ProductRows(forms.RadioSelect):
    """Product lines to choose from: outline, leading word and form differ, and nothing is cut off (U24)."""

    template_name = "web/forms/products.html"
    use_fieldset = True

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        """Give each choice its outline and what it is in the hand."""
        option = super().create_option(name, value, *args, **options)
        product = Product(value) if value in set(Product) else None
        option["drawing"], option["form"] = (product.drawing, product.form) if product else ("state-void", "")
        return option


class ChoiceRows(forms.RadioSelect):
    """Radio buttons as rows with large targets; nothing is chosen on load."""

    template_name = "web/forms/choices.html"
    use_fieldset = True
