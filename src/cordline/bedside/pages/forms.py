"""The forms of infusion day; each asks for one act."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from cordline.bedside.limits import OTHER_SYMPTOMS, STOP_SYMPTOMS, VITALS
from cordline.bedside.types import InfusionEnd, Vitals
from cordline.followup.types import GRADES, Seriousness
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refusal
from cordline.web.forms import ActForm, ChoiceRows, CodeField, CodeInput

_WHOLE = ("heart_rate", "systolic", "diastolic", "spo2_pct", "breaths")


def _sign(field: str) -> forms.Field:
    limits = VITALS[field]
    label = f"{limits.name}, {limits.unit}"
    pad = {"inputmode": "decimal" if field == "temperature_c" else "numeric", "autocomplete": "off"}
    if field == "temperature_c":
        return forms.DecimalField(
            label=label,
            max_digits=5,
            decimal_places=1,
            widget=forms.TextInput({"class": "form-control", **pad}),
        )
    return forms.IntegerField(label=label, widget=forms.TextInput({"class": "form-control", **pad}))


class VitalsForm(ActForm):
    """One set of readings on one screen, with a numeric pad."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Make one box for each sign."""
        super().__init__(*args, **options)
        for field in VITALS:
            self.fields[field] = _sign(field)

    def vitals(self) -> Vitals:
        """The readings as the rules judge them."""
        whole = {field: int(self.cleaned_data[field]) for field in _WHOLE}
        return Vitals(**whole, temperature_c=Decimal(self.cleaned_data["temperature_c"]))


class CheckForm(VitalsForm):
    """Readings that are recorded at once: an impossible one is refused each time, an unusual one is asked about once.

    The question stands last, and only once the act has asked it.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        """Keep the question out of sight until it is asked; who has answered it sees their answer."""
        super().__init__(*args, **options)
        answered = self.is_bound and bool(self.data.get("confirmed"))
        self.fields["confirmed"] = forms.BooleanField(
            label="Yes, the unusual value is correct",
            required=False,
            widget=forms.CheckboxInput if answered else forms.HiddenInput,
        )

    def ask(self, reasons: Iterable[Refusal]) -> None:
        """Show the question where the act was refused for an unusual value."""
        if any(reason.code == "bedside.vital_unusual" for reason in reasons):
            self.fields["confirmed"].widget = forms.CheckboxInput()


class ObservationForm(CheckForm):
    """Readings during an infusion, with coded symptoms."""

    symptoms = forms.MultipleChoiceField(
        label="Symptoms",
        required=False,
        choices=[*STOP_SYMPTOMS.items(), *OTHER_SYMPTOMS.items()],
        widget=forms.CheckboxSelectMultiple,
    )


class FitForm(VitalsForm):
    """A physician's judgement on the day, before it is signed."""

    fit = forms.ChoiceField(
        label="Judgement", choices=[("yes", "Fit to infuse"), ("no", "Not fit today")], widget=ChoiceRows
    )
    weight_kg = forms.DecimalField(label="Weight today, kg", max_digits=5, decimal_places=1)
    pregnancy_test = forms.ChoiceField(
        label="Pregnancy test",
        choices=[("negative", "Negative"), ("positive", "Positive"), ("not_applicable", "Does not apply")],
        widget=ChoiceRows,
    )
    reason = forms.CharField(
        label="Reason, where a value is outside the limits", required=False, max_length=400
    )


class BandForm(ActForm):
    """Step one and two: the wristband, and name and birth date heard."""

    wristband = forms.CharField(label="Scan the wristband", max_length=64, widget=CodeInput(here=True))
    said = forms.BooleanField(label="The person said their name and date of birth, and both agree")


class DoseForm(ActForm):
    """Step three: the prepared dose. A typed code says why it was typed."""

    dose = forms.CharField(label="Scan the dose", max_length=64, widget=CodeInput(here=True, submit=True))
    typed_reason = forms.CharField(
        label="If you typed a code: why?",
        required=False,
        max_length=200,
        help_text="For example, label damaged.",
    )


class VialsForm(ActForm):
    """One box for each vial of the session; a scan fills the next empty one."""

    def __init__(self, *args: Any, boxes: int, **options: Any) -> None:
        """Make as many boxes as the plan takes vials, and a few more that may stay empty."""
        super().__init__(*args, **options)
        for number in range(1, boxes + 1):
            self.fields[f"vial_{number}"] = CodeField(
                Kind.VIAL, here=number == 1, label=f"Vial {number}", required=number == 1
            )

    def codes(self) -> list[str]:
        """The codes as they were scanned."""
        return [code for name, code in self.cleaned_data.items() if name.startswith("vial_") and code]


class VialForm(ActForm):
    """One more vial."""

    vial = CodeField(Kind.VIAL, here=True, label="Scan one more vial")


class CountForm(ActForm):
    """The count after dilution."""

    viable_cells_per_ml = forms.IntegerField(
        label="Viable cells per mL", help_text="In full digits, for example 700000."
    )
    viability_pct = forms.DecimalField(label="Viability, %", max_digits=4, decimal_places=1)
    volume_ml = forms.DecimalField(label="Volume, mL", max_digits=6, decimal_places=1)


class ReasonForm(ActForm):
    """A reason, where an act needs one."""

    reason = forms.CharField(label="Reason", max_length=400)


class DestroyForm(ReasonForm):
    """A dose given up before a witness."""

    witness = forms.CharField(label="Who saw it destroyed (staff code)", max_length=40)


class EndForm(ActForm):
    """How an infusion ended."""

    end = forms.ChoiceField(
        label="How it ended",
        widget=ChoiceRows,
        choices=[
            (InfusionEnd.COMPLETE.value, "Complete"),
            (InfusionEnd.PARTIAL.value, "Partial"),
            (InfusionEnd.STOPPED.value, "Stopped"),
        ],
    )
    given_ml = forms.DecimalField(label="Volume given, mL", max_digits=6, decimal_places=1)
    reason = forms.CharField(label="Reason, unless complete", required=False, max_length=400)


class ReactionForm(ActForm):
    """A reaction in four fields: what, when, how bad, what was done."""

    what = forms.ChoiceField(
        label="What happened",
        choices=[("", "Choose"), *STOP_SYMPTOMS.items(), *OTHER_SYMPTOMS.items(), ("fever", "Fever")],
    )
    minutes_ago = forms.IntegerField(label="How many minutes ago did it begin?", min_value=0, max_value=600)
    grade = forms.TypedChoiceField(
        label="How bad",
        coerce=int,
        widget=ChoiceRows,
        choices=list(GRADES.items()),
    )
    serious = forms.MultipleChoiceField(
        label="Serious because of",
        required=False,
        choices=[(kind.value, kind.label) for kind in Seriousness],
        widget=forms.CheckboxSelectMultiple,
    )
    action = forms.CharField(label="What was done", max_length=60)
