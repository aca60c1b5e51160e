"""What the pages of the bedside share: who may open them, whose record a code is, and values as rows."""

from typing import Any

from django.http import Http404, HttpRequest

from cordline.bedside import selectors
from cordline.bedside.limits import VITALS
from cordline.bedside.models import Dose, Infusion, Observation
from cordline.bedside.pages.forms import VitalsForm
from cordline.ground.roles import Role
from cordline.plans import selectors as plans

PHYSICIANS = (Role.PHYSICIAN, Role.MEDICAL_DIRECTOR)
CARE = (Role.NURSE, *PHYSICIANS)
HANDS = (Role.TECHNICIAN, *CARE)
READERS = (*CARE, Role.PATIENT_COORDINATOR, Role.VIGILANCE_OFFICER, Role.INSPECTOR)


def person_of_dose(request: HttpRequest, code: str) -> str:
    """Whose dose this is; an unknown code is a page that does not exist."""
    return dose_or_404(code).person_id


def person_of_infusion(request: HttpRequest, code: str) -> str:
    """Whose infusion this is."""
    return infusion_or_404(code).person_id


def person_of_plan(request: HttpRequest, code: str) -> str:
    """Whose plan this is."""
    row = plans.plan_row(code)
    if row is None:
        raise Http404
    return row.person_id


def dose_or_404(code: str) -> Dose:
    """One dose, or no page."""
    row = selectors.dose_row(code)
    if row is None:
        raise Http404
    return row


def infusion_or_404(code: str) -> Infusion:
    """One infusion, or no page."""
    row = selectors.infusion_row(code)
    if row is None:
        raise Http404
    return row


def vitals_rows(observed: list[Observation], form: VitalsForm) -> list[dict[str, Any]]:
    """The vital signs as the grid shows them: one row for each sign, the three latest readings, what is typed now."""
    latest = observed[-3:]
    return [
        {
            "name": limits.name,
            "unit": limits.unit,
            "field": field,
            "typed": form[field].value() or "",
            "errors": form.errors.get(field, []) if form.is_bound else [],
            "values": [getattr(row, field) for row in latest],
        }
        for field, limits in VITALS.items()
    ]
