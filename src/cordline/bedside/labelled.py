"""The bedside's labels: a prepared dose once it is checked, and a wristband, which is never printed twice."""

from django.urls import reverse

from cordline.bedside import selectors
from cordline.bedside.models import Wristband
from cordline.bedside.types import DoseStatus
from cordline.documents.labelling import LabelSet, labels_of
from cordline.documents.labels import Label, LabelKind
from cordline.ground import writing
from cordline.ground.actor import Actor
from cordline.ground.codes import Code, Kind, parse
from cordline.people import selectors as people

_LABELLED = (DoseStatus.PREPARED, DoseStatus.STARTED)


def person_of_dose(code: str) -> str:
    """For whom a dose was prepared."""
    row = selectors.dose_row(code)
    return row.person_id if row else ""


@labels_of(Kind.DOSE, person=person_of_dose)
def of_dose(code: str, by: Actor) -> LabelSet | None:
    """The label of a prepared dose; there is none before the second person's check."""
    row = selectors.dose_row(code)
    if row is None:
        return None
    checked = row.status in _LABELLED and row.cells is not None
    words = (
        f"For {row.person_id}, plan {row.plan.code}, session {row.session}",
        f"{writing.cells(row.cells or 0)} in {row.volume_ml} mL, {row.plan.route}",
        f"Lot {row.lot.code}; first thaw {row.earliest_thaw_at:%Y-%m-%d %H:%M} UTC",
        "Scan wristband and dose before it is given.",
    )
    return LabelSet(
        "Prepared dose" if checked else "Prepared dose, not checked yet",
        LabelKind.DOSE,
        [Label(code, words)] if checked else [],
        person=row.person_id,
    )


def person_of_band(code: str) -> str:
    """Who wears this wristband."""
    row = _band(code)
    return row.person_id if row else ""


@labels_of(Kind.WRISTBAND, person=person_of_band)
def of_band(code: str, by: Actor) -> LabelSet | None:
    """The label of a wristband: of the print that works now."""
    row = _band(code)
    if row is None:
        return None
    known = people.banner(row.person_id, by)
    born = f"Born {known.birth_date:%Y-%m-%d}" if known.birth_date else ""
    words = tuple(word for word in (known.name or known.code, born) if word)
    return LabelSet(
        "Wristband",
        LabelKind.WRISTBAND,
        [Label(f"{row.code}.{row.print_number}", words)],
        person=row.person_id,
        anew_at=reverse("bedside:print_band", args=[row.person_id]),
    )


def _band(code: str) -> Wristband | None:
    read = parse(code, Kind.WRISTBAND)
    return selectors.live_print(str(read)) if isinstance(read, Code) else None
