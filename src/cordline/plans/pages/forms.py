"""The forms of the plans room; each asks for one act."""

from decimal import Decimal
from typing import Any

from django import forms

from cordline.ground.products import Product, Route
from cordline.ground.reading import Bounds
from cordline.people.types import Allergen
from cordline.plans.limits import CONTRAINDICATIONS
from cordline.plans.types import LegalBasisFacts, ProductLimits
from cordline.web.forms import ActForm, CountField, MeasuredField

# What can be typed as a ceiling at all; whether it may be proposed is judged by the product's numbers.
_SESSION_CEILING = (1, 10**12)
_PER_KG_CEILING = (1, 10**10)


class PlanForm(ActForm):
    """What one person is to receive; the bounds are the numbers in force at this site."""

    def __init__(
        self, *args: Any, limits: ProductLimits, bases: list[LegalBasisFacts], **options: Any
    ) -> None:
        """Set every box's bounds from the product's numbers."""
        super().__init__(*args, **options)
        dose = Bounds(
            "Dose",
            (limits.plausible_dose_min, limits.plausible_dose_max),
            (limits.usual_dose_min, limits.usual_dose_max),
            "cells",
        )
        volume = (limits.volume_ml_min, limits.volume_ml_max)
        rate = (Decimal("0.1"), limits.rate_ml_min_max)
        self.fields |= {
            "dose_cells": CountField(dose, label="Dose for each session"),
            "weight_kg": forms.DecimalField(label="Weight, kg", max_digits=5, decimal_places=1),
            "volume_ml": MeasuredField(Bounds("Volume", volume, volume, "mL"), label="Volume"),
            "rate_ml_min": MeasuredField(Bounds("Rate", rate, rate, "mL per minute"), label="Rate"),
            "sessions": forms.IntegerField(label="Sessions", min_value=1, max_value=12, initial=1),
            "interval_days": forms.IntegerField(
                label="Days between sessions", min_value=0, max_value=365, initial=limits.interval_days
            ),
            "containers_per_session": forms.IntegerField(
                label="Vials for each session", min_value=1, max_value=40, initial=6
            ),
            "legal_basis": forms.ChoiceField(
                label="Legal basis",
                choices=[(basis.code, f"{basis.code}: {basis.kind}, {basis.reference}") for basis in bases]
                or [("", "None in force")],
                required=bool(bases),
            ),
            "zone": forms.CharField(label="Time zone at home", required=False, max_length=40),
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        """The values as the service takes them; an unusual dose brings its reason."""
        reason = str(getattr(self.fields["dose_cells"], "reason", ""))
        names = (
            "dose_cells", "weight_kg", "volume_ml", "rate_ml_min", "sessions", "interval_days",
            "containers_per_session", "legal_basis", "zone",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names} | {"unusual_reason": reason}


class ReserveForm(ActForm):
    """How many containers of which lot."""

    lot = forms.CharField(label="Lot", max_length=24)
    count = forms.IntegerField(label="Containers", min_value=1, max_value=40)


class ReasonForm(ActForm):
    """A reason, where an act needs one."""

    reason = forms.CharField(label="Reason", max_length=400)


class WithdrawForm(ActForm):
    """A consent withdrawn: who does it for the person says at whose word; the person owes nobody a reason."""

    def __init__(self, *args: Any, own: bool, **options: Any) -> None:
        """Ask for the reason where it is not the person who withdraws."""
        super().__init__(*args, **options)
        self.fields["reason"] = forms.CharField(
            label="Why" if own else "At whose word, and why",
            required=not own,
            max_length=400,
            widget=forms.TextInput({"class": "form-control"}),
        )


class StopForm(ActForm):
    """Which contraindication or deferral stops this person's treatment."""

    rule = forms.ChoiceField(
        label="Hard stop",
        choices=[("", "Choose"), *((rule, f"{rule} {words}") for rule, words in CONTRAINDICATIONS.items())],
    )


class CeilingForm(ActForm):
    """A higher ceiling, before a vial is thawed, for a reason."""

    ceiling_cells = CountField(
        Bounds("the session ceiling", _SESSION_CEILING, _SESSION_CEILING, "cells"),
        label="Ceiling for a session",
    )
    per_kg_max = CountField(
        Bounds("the ceiling per kg", _PER_KG_CEILING, _PER_KG_CEILING, "cells per kg"), label="Ceiling per kg"
    )
    reason = forms.CharField(label="Reason", max_length=400)


class ResiduesForm(ActForm):
    """What may remain in a lot."""

    residues = forms.MultipleChoiceField(
        label="May contain",
        help_text="Signed with nothing ticked, it says that none of these remains in the lot: nobody's allergy will "
        "stop it at the bedside.",
        choices=[(allergen.value, allergen.label) for allergen in Allergen if allergen is not Allergen.OTHER],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


LINE = (Product.MSC_WJ, Route.INTRAVENOUS)
