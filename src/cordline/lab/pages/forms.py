"""The laboratory's forms: each asks for one act."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from cordline.ground.codes import Code, Kind, parse
from cordline.ground.reading import Bounds
from cordline.lab import limits
from cordline.lab.types import Integrity, Method, Purpose, Square, Stage, Tallies
from cordline.web.forms import ActForm, ChoiceRows, CodeField, CountField, DayField, MeasuredField

TEMPERATURE = Bounds("the temperature", (Decimal(-200), Decimal(60)), (Decimal(-200), Decimal(60)), "°C")
AREA = Bounds("the area", (Decimal("0.1"), limits.MOST_AREA_CM2), (Decimal(25), Decimal(20_000)), "cm²")
TISSUE = Bounds("the tissue", (Decimal("0.1"), limits.MOST_TISSUE_G), (Decimal(1), Decimal(100)), "g")
WEIGHT = Bounds("the cord's weight", (Decimal("0.1"), limits.MOST_TISSUE_G), (Decimal(5), Decimal(150)), "g")
VOLUME = Bounds(
    "the volume", (Decimal("0.01"), limits.MOST_VOLUME_ML), (Decimal("0.1"), Decimal(5_000)), "mL"
)
DILUTION = Bounds("the dilution", (Decimal(1), limits.MOST_DILUTION), (Decimal(1), Decimal(200)), "times")
PER_CENT = Bounds("the viability", (Decimal(0), Decimal(100)), (Decimal(60), Decimal(100)), "%")
CELLS = Bounds(
    "the number of cells",
    (limits.LEAST_CELLS, limits.MOST_CELLS),
    (100_000, 20_000_000_000),
    "cells",
)
EACH = Bounds("the cells in each", (limits.LEAST_CELLS, 50_000_000_000), (1_000_000, 200_000_000), "cells")
QC = Bounds("the cells for tests", (0, limits.MOST_CELLS), (0, 2_000_000_000), "cells")


class CodesField(forms.CharField):
    """Several codes of the wanted kinds, one scan after the other; cleans to their texts."""

    def __init__(self, *kinds: Kind, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea({"rows": 3, "class": "form-control mono"}))
        super().__init__(max_length=4_000, **options)
        self.kinds = kinds

    def clean(self, value: Any) -> list[str]:
        """Read each code; a wrong kind, slip or swap is said in words."""
        texts = str(value or "").replace(",", " ").split()
        if not texts and self.required:
            raise ValidationError("Scan at least one code.")
        read = [parse(text, *self.kinds) for text in texts]
        wrong = [one.text for one in read if not isinstance(one, Code)]
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(str(one) for one in read))


def touching() -> CodesField:
    """What touches the material: the room, the equipment and the reagent lots."""
    return CodesField(
        Kind.REAGENT,
        Kind.EQUIPMENT,
        Kind.ROOM,
        label="What touches it",
        help_text="Scan the room, the equipment and each reagent lot, one per line.",
    )


def _yes_or_no(label: str) -> forms.TypedChoiceField:
    """A question that somebody must answer: nothing is chosen on load."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=ChoiceRows,
    )


class ReceiveForm(ActForm):
    """A cord at the door."""

    donation = CodeField(Kind.DONATION, label="Donation", here=True)
    born_day = DayField(label="Day of birth")
    born_time = forms.TimeField(
        label="Time of birth", help_text="For example, 06:40", input_formats=["%H:%M"]
    )
    lowest_c = MeasuredField(TEMPERATURE, label="Lowest temperature on the way", required=False)
    highest_c = MeasuredField(TEMPERATURE, label="Highest temperature on the way", required=False)
    integrity = forms.ChoiceField(
        label="Container",
        choices=[("", "Choose"), *((each.value, each.value.capitalize()) for each in Integrity)],
    )
    consent_seen = _yes_or_no("Signed consent was seen")
    labels_matched = _yes_or_no("Mother, cord and specimen labels match")
    weight_g = MeasuredField(WEIGHT, label="Weight", required=False)

    def born_at(self, zone: ZoneInfo) -> datetime:
        """The moment of birth, in the house's zone."""
        moment: time = self.cleaned_data["born_time"]
        return datetime.combine(self.cleaned_data["born_day"], moment, tzinfo=zone)


class IsolateForm(ActForm):
    """Cells out of a cord."""

    method = forms.ChoiceField(
        label="How",
        choices=[(each.value, each.value.capitalize()) for each in Method],
        widget=ChoiceRows,
    )
    tissue_g = MeasuredField(TISSUE, label="Tissue used")
    area_cm2 = MeasuredField(AREA, label="Culture area")
    vessel = forms.CharField(label="Vessels", max_length=80, required=False)
    touching = touching()


class PassageForm(ActForm):
    """Cells of one pool seeded on."""

    cells = CountField(CELLS, label="Viable cells seeded")
    area_cm2 = MeasuredField(AREA, label="Culture area")
    vessel = forms.CharField(label="Vessels", max_length=80, required=False)
    touching = touching()


class StartForm(ActForm):
    """Thawed vials of a bank brought into culture."""

    containers = CodesField(Kind.VIAL, label="Thawed vials", help_text="Scan each vial, one per line.")
    viable = CountField(CELLS, label="Viable cells after thaw")
    viability = MeasuredField(PER_CENT, label="Viability after thaw")
    area_cm2 = MeasuredField(AREA, label="Culture area")
    vessel = forms.CharField(label="Vessels", max_length=80, required=False)
    touching = touching()


class FillForm(ActForm):
    """A pool filled into containers."""

    stage = forms.ChoiceField(label="As what", choices=[], widget=ChoiceRows)
    taken = CountField(CELLS, label="Viable cells taken")
    containers = forms.IntegerField(label="Containers", min_value=1, max_value=500)
    cells_each = CountField(EACH, label="Cells in each")
    volume_ml = MeasuredField(
        Bounds("the volume", (Decimal("0.1"), Decimal(500)), (Decimal("0.5"), Decimal(100)), "mL"),
        label="Volume in each",
    )
    qc = CountField(QC, label="Cells kept for tests")
    touching = touching()

    def __init__(self, *args: Any, stages: list[Stage], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["stage"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(stage.value, stage.label) for stage in stages]


class EndForm(ActForm):
    """A culture given up."""

    how = forms.ChoiceField(
        label="What happened",
        choices=[
            ("discard", "Discard it: nothing that came from it is in doubt"),
            ("contaminated", "Contaminated: hold it and all that came from it"),
        ],
        widget=ChoiceRows,
    )
    reason = forms.CharField(label="Why", max_length=300)


REPLICATES = ("a", "b")
SQUARES = (1, 2, 3, 4)


class TalliesForm(ActForm):
    """Raw tallies of two replicates of four squares; the second replicate may be left out."""

    dilution = MeasuredField(DILUTION, label="Dilution")
    volume_ml = MeasuredField(VOLUME, label="Volume")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for replicate in REPLICATES:
            for kind in ("live", "dead"):
                for square in SQUARES:
                    label = f"Replicate {replicate.upper()}, {kind}, square {square}"
                    self.fields[f"{replicate}_{kind}_{square}"] = forms.IntegerField(
                        label=label,
                        required=replicate == "a",
                        min_value=0,
                        max_value=limits.MOST_PER_SQUARE,
                        widget=forms.TextInput(
                            {
                                "class": "form-control num",
                                "inputmode": "numeric",
                                "maxlength": "5",
                                "aria-label": label,
                            }
                        ),
                    )

    @property
    def rows(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The boxes by replicate and kind, for the table of the page."""
        return [
            (
                replicate.upper(),
                kind.capitalize(),
                [self[f"{replicate}_{kind}_{square}"] for square in SQUARES],
            )
            for replicate in REPLICATES
            for kind in ("live", "dead")
        ]

    def clean(self) -> dict[str, Any]:
        """A second replicate is whole or left out."""
        values = super().clean() or {}
        second = [values.get(f"b_{kind}_{square}") for kind in ("live", "dead") for square in SQUARES]
        if any(value is not None for value in second) and any(value is None for value in second):
            raise ValidationError("Replicate B is incomplete: fill all of its squares, or none.")
        return values

    @property
    def tallies(self) -> Tallies:
        """The raw tallies as they were seen."""
        values = self.cleaned_data
        replicates = []
        for replicate in REPLICATES:
            if values.get(f"{replicate}_live_1") is None:
                continue
            replicates.append(
                tuple(
                    Square(values[f"{replicate}_live_{n}"], values[f"{replicate}_dead_{n}"]) for n in SQUARES
                )
            )
        return Tallies(tuple(replicates), values["dilution"], values["volume_ml"])


class CountForm(TalliesForm):
    """What was seen, and what it is counted for."""

    purpose = forms.ChoiceField(
        label="Why",
        choices=[(Purpose.IN_PROCESS.value, "To see how it grows"), (Purpose.HARVEST.value, "Harvest")],
    )


class CorrectCountForm(TalliesForm):
    """What was really seen, and why the count that stands says something else."""

    reason = forms.CharField(label="Why it was wrong", max_length=500)

    def __init__(self, *args: Any, looking: bool, **options: Any) -> None:
        """Ask for the reason, unless the tallies are only worked out."""
        super().__init__(*args, **options)
        self.fields["reason"].required = not looking
