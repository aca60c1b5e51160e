"""What has been taken in from other systems' files."""

from cordline.interop.models import ImportBatch
from cordline.lineage import selectors as lineage


def batch(code: str, site: str) -> ImportBatch | None:
    """Find one import of a site by its code."""
    return ImportBatch.objects.filter(code=code, site=site).first()


def still_held(row: ImportBatch) -> bool:
    """Whether what an import brought is on hold by the import itself: not opened yet, or withdrawn."""
    unit = lineage.unit_id(row.unit) if row.unit else None
    return unit is not None and (row.opened_at is None or row.withdrawn_at is not None)
