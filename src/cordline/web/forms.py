"""The base of every form that asks for an act: its key, what was shown, whose record it is, and its errors (U1-U8).

The key is made when the form is shown and sent back with it, so that a double tap, a reload or a resent queue makes
one record (U7, I14). ``seen`` says which state of the record was on the page; when it has moved on the act is not
asked, and both versions are shown (U8). ``person`` is signed, so that no form of one patient acts on another (U32).
"""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer

from cordline.ground.refusal import Refusal, register
from cordline.web.fields import (
    ChoiceRows,
    CodeField,
    CodeInput,
    CountField,
    CountInput,
    DayField,
    DayInput,
    MeasuredField,
    ProductRows,
)

__all__ = ["ActForm", "ChoiceRows", "CodeField", "CodeInput", "CountField", "CountInput", "DayField", "DayInput", "MeasuredField", "ProductRows"]  # fmt: skip # noqa: E501

register(
    {
        "web.key_missing": "The form came without its key, so a repeat could not be told from a second act. Load the "
        "page again.",
        "web.stale": "This record was changed since you were shown it ({seen}, now {now}). Nothing of yours was saved.",
        "web.other_patient": "This form was made for {rendered}, but the page is that of {page}. Two patients are open "
        "in two tabs. Nothing was changed.",
    }
)
TYPED = ("text", "number", "email", "url", "password", "search", "tel", "date", "time", "datetime-local")
_PERSON = Signer(salt="cordline.web.person")


class ActForm(forms.Form):
    """A form that asks for one act.

    ``seen`` is the state shown (an entry's number, a row's version), ``person`` the code of the patient whose page it
    is; both are put into the page and come back with the post.
    """

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=100, required=False)
    form_seen = forms.CharField(widget=forms.HiddenInput, max_length=100, required=False)
    form_person = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    form_waited = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, seen: object = "", person: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self._seen, self._person = str(seen), person
        self.initial.setdefault("form_key", secrets.token_urlsafe(16))
        self.initial.setdefault("form_seen", self._seen)
        self.initial.setdefault("form_person", _PERSON.sign(person) if person else "")
        for field in self.fields.values():
            _dress(field)

    @property
    def key(self) -> str:
        """The act's key, as it was put into the page."""
        return str(
            self.data.get(self.add_prefix("form_key"), "") if self.is_bound else self.initial["form_key"]
        )

    @property
    def waited_s(self) -> int:
        """How many seconds the form lay on the device before there was a connection to send it over (U49)."""
        return int(self.cleaned_data.get("form_waited") or 0)

    @property
    def raw(self) -> str:
        """What was typed or scanned, for the record of attempts; without keys, passwords and proofs."""
        hidden = {
            "form_key",
            "form_seen",
            "form_person",
            "form_waited",
            "csrfmiddlewaretoken",
            "password",
            "proof",
        }
        pairs = (f"{name}={value}" for name, value in self.data.items() if name not in hidden)
        return "; ".join(pairs)[:500]

    def source_of(self, name: str) -> str:
        """Say whether a code was scanned or typed (U38)."""
        source = str(self.data.get(f"{self.add_prefix(name)}_source", "typed"))
        return source if source in ("scanner", "camera", "typed") else "typed"

    def why_not_take(self) -> list[Refusal]:
        """Give every reason this form may not be taken at all: no key, a state moved on, another patient's page."""
        reasons = [] if self.key else [Refusal("web.key_missing")]
        seen = str(self.data.get(self.add_prefix("form_seen"), ""))
        if self._seen and seen != self._seen:
            reasons.append(Refusal("web.stale", seen=seen or "nothing", now=self._seen))
        if self._person and self.rendered_person != self._person:
            reasons.append(
                Refusal("web.other_patient", rendered=self.rendered_person or "nobody", page=self._person)
            )
        return reasons

    @property
    def rendered_person(self) -> str:
        """The code of the patient for whom the posted form was made; empty if it was tampered with."""
        try:
            return _PERSON.unsign(str(self.data.get(self.add_prefix("form_person"), "")))
        except BadSignature:
            return ""

    def summary(self) -> Iterator[Mapping[str, str]]:
        """Give each error with the place it leads to, in the words that stand beside the box (U2)."""
        for name, errors in self.errors.items():
            target = self[name].id_for_label if name in self.fields else ""
            for error in errors:
                yield {"target": target or "", "text": str(error)}

    def carry(self) -> None:
        """Show the present state again after a conflict, so that a second, knowing send can succeed."""
        if self.is_bound:
            moved: Any = self.data.copy()  # type: ignore[attr-defined]
            moved[self.add_prefix("form_seen")] = self._seen
            moved[self.add_prefix("form_person")] = _PERSON.sign(self._person) if self._person else ""
            self.data = moved


def _dress(field: forms.Field) -> None:
    widget = field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        # Rows with large targets instead of Django's bare list of small boxes.
        if not isinstance(widget, ProductRows):
            widget.template_name = ChoiceRows.template_name
    elif isinstance(widget, forms.Select):
        widget.attrs.setdefault("class", "form-select")
    elif isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") in TYPED:
        widget.attrs.setdefault("class", "form-control")
