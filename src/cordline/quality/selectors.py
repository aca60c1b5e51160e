"""Deviations as release, pages and the console read them."""

from collections.abc import Iterable

from django.db.models import Case, IntegerField, QuerySet, Value, When

from cordline.quality.models import Deviation
from cordline.quality.types import DeviationFacts, DeviationState, Severity

_GRAVEST_FIRST = Case(
    When(severity=Severity.CRITICAL, then=Value(0)),
    When(severity=Severity.MAJOR, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def deviation(code: str, *, lock: bool = False) -> DeviationFacts | None:
    """Find one deviation by its code; ``lock`` keeps it for the caller's act."""
    rows = Deviation.objects.filter(code=code)
    row = (rows.select_for_update() if lock else rows).first()
    return facts(row) if row else None


def deviations_touching(codes: Iterable[str]) -> list[DeviationFacts]:
    """Give every deviation, open or closed, that touches one of these codes: open ones first, the gravest first."""
    rows = Deviation.objects.filter(units__overlap=list(codes)).order_by("-state", _GRAVEST_FIRST, "code")
    return [facts(row) for row in rows]


def all_deviations() -> QuerySet[Deviation]:
    """Give every deviation: open ones first, the gravest and oldest on top."""
    return Deviation.objects.order_by("-state", _GRAVEST_FIRST, "opened_at")


def open_deviations(site: str = "") -> QuerySet[Deviation]:
    """Give what is open at a site (or anywhere), the gravest and oldest first."""
    rows = Deviation.objects.filter(state=DeviationState.OPEN)
    return (rows.filter(site=site) if site else rows).order_by(_GRAVEST_FIRST, "opened_at")


def close_content(code: str, conclusion: str = "") -> dict[str, object]:
    """What the page shows of a deviation about to be closed, and what the closing signature signs."""
    found = deviation(code)
    if found is None:
        return {}
    return {
        "deviation": found.code,
        "version": found.version,
        "severity": found.severity.value,
        "touches": list(found.units),
        "title": found.title,
        "what_happened": found.what_happened,
        "immediate_action": found.immediate_action,
        "investigation": found.investigation,
        "cause": found.cause,
        "corrective_action": found.corrective_action,
        "corrective_owner": found.corrective_owner,
        "corrective_due_on": found.corrective_due_on.isoformat() if found.corrective_due_on else "",
        "conclusion": conclusion.strip() or found.conclusion,
    }


def facts(row: Deviation) -> DeviationFacts:
    """Give a deviation's row as a value."""
    return DeviationFacts(
        code=row.code,
        site=row.site,
        severity=Severity(row.severity),
        state=DeviationState(row.state),
        subject=row.subject,
        units=tuple(row.units),
        title=row.title,
        what_happened=row.what_happened,
        immediate_action=row.immediate_action,
        investigation=row.investigation,
        cause=row.cause,
        corrective_action=row.corrective_action,
        corrective_owner=row.corrective_owner,
        corrective_due_on=row.corrective_due_on,
        conclusion=row.conclusion,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        investigated_by=row.investigated_by,
        closed_by=row.closed_by,
        closed_at=row.closed_at,
        version=row.version,
    )
