"""The bank's forms: each asks for one act."""

from typing import Any

from django import forms

from cordline.ground.codes import Kind
from cordline.web.forms import ActForm, ChoiceRows, CodeField

REASONS = [
    ("infusion day", "Infusion day"),
    ("label check", "Label check"),
    ("stock count", "Stock count"),
    ("quality test", "Test by quality"),
    ("other", "Another reason, written below"),
]


class CheckOutForm(ActForm):
    """Take one container out: why, and where to."""

    why = forms.ChoiceField(label="Why", choices=REASONS, widget=ChoiceRows)
    words = forms.CharField(label="In words", required=False, max_length=300)
    to_site = forms.ChoiceField(label="Where to", choices=[])

    def __init__(self, *args: object, sites: list[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        field = self.fields["to_site"]
        if isinstance(field, forms.ChoiceField):
            field.choices = sites

    @property
    def reason(self) -> str:
        """The reason in words: the one chosen, or what was written."""
        why, words = self.cleaned_data["why"], self.cleaned_data["words"].strip()
        return words if why == "other" else f"{why}: {words}" if words else str(why)


class ReturnForm(ActForm):
    """Put a container back: scan the position it stands in."""

    position = CodeField(
        Kind.POSITION, label="Position", here=True, submit=True, help_text="Scan the position label."
    )


class DestroyForm(ActForm):
    """Destroy one container before a witness."""

    reason = forms.CharField(label="Why", max_length=300)
    witness = CodeField(Kind.STAFF, label="Witness", help_text="The other person scans their own badge.")


class LostForm(ActForm):
    """Write one container off as lost."""

    reason = forms.CharField(label="What was looked for, and where", max_length=300)


class ScanListForm(ActForm):
    """A list of scanned vials, one after the other; the list travels with the page until it is confirmed."""

    scanned = CodeField(Kind.VIAL, label="Next vial", here=True, submit=True)
    listed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12_000)
    confirm = forms.CharField(widget=forms.HiddenInput, required=False, max_length=3)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for a scan, unless the list is confirmed."""
        super().__init__(*args, **options)
        self.fields["scanned"].required = self.data.get("confirm") != "yes"


class PickForm(ScanListForm):
    """Tick off what was found, then check all of it out at once."""

    to_site = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
