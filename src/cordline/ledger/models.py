"""The ledger's tables as pages and selectors read them, and the base of every table of record.

The tables themselves are made by SQL (``sql/``): the application may read them and append attempts and reads; entries
come from the function ``ledger.close`` alone, changes from triggers alone, seals from the sealer alone.
"""

from collections.abc import Callable
from typing import Any, cast

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models


class _Capture(pgtrigger.Trigger):
    """A statement trigger that runs the ledger's own function.

    django-pgtrigger's functions obey a setting that any session may write; naming ours in the trigger takes that
    switch away.
    """

    function = ""

    def render_execute(self, model: models.Model) -> str:
        return f"ledger.{self.function}()"

    def get_func(self, model: models.Model) -> str:
        return "RETURN NULL;"


class _CaptureInsert(_Capture):
    function = "capture_insert"


class _CaptureUpdate(_Capture):
    function = "capture_update"


class _RefuseRemoval(_Capture):
    function = "refuse_removal"


def _rows(**names: str) -> pgtrigger.Referencing:
    make = cast("Callable[..., pgtrigger.Referencing]", pgtrigger.Referencing)
    return make(**names)


def record_triggers() -> list[pgtrigger.Trigger]:
    """The three triggers of a table of record: capture what is born, capture what changes, refuse removal."""
    return [
        _CaptureInsert(
            name="capture_insert",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=_rows(new="new_rows"),
        ),
        _CaptureUpdate(
            name="capture_update",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            referencing=_rows(old="old_rows", new="new_rows"),
        ),
        _RefuseRemoval(
            name="refuse_removal",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Delete | pgtrigger.Truncate,
        ),
    ]


class Record(models.Model):
    """The base of every table of record: written inside an act, each change captured, never removed.

    A room's model derives from it, and its ``Meta`` from ``Record.Meta``. The primary key is the plain ``id``.
    """

    id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True
        triggers = record_triggers()  # noqa: RUF012

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: nothing of record is removed (the database refuses it as well)."""
        raise NotImplementedError("Nothing of record is removed; end it by an act of its own.")


class _Unmanaged(models.Model):
    class Meta:
        abstract = True
        managed = False


class Entry(_Unmanaged):
    """One act that happened: who, on whose behalf, where, when, what, about what, why, and its receipt (``hash``)."""

    id = models.BigIntegerField(primary_key=True)
    era = models.IntegerField()
    recorded_at = models.DateTimeField()
    occurred_at = models.DateTimeField(null=True)
    site = models.TextField()
    actor = models.TextField()
    behalf = models.TextField()
    station = models.TextField()
    verb = models.TextField()
    key = models.TextField()
    content_hash = models.BinaryField()
    subject = models.TextField()
    units = ArrayField(models.TextField())
    reason = models.TextField()
    payload = models.JSONField()
    hash = models.BinaryField()

    class Meta(_Unmanaged.Meta):
        db_table = 'ledger"."entry'

    @property
    def receipt(self) -> str:
        """The entry's hash in hexadecimal: what the actor may keep as proof of the act."""
        return bytes(self.hash).hex()


class Change(_Unmanaged):
    """One row that an act changed, with old and new values (``op``: i born, u changed)."""

    id = models.BigIntegerField(primary_key=True)
    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, db_column="entry", related_name="changes")
    tab = models.TextField()
    row_id = models.BigIntegerField()
    op = models.CharField(max_length=1)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    class Meta(_Unmanaged.Meta):
        db_table = 'ledger"."change'


class Seal(_Unmanaged):
    """One batch of entries closed under a signed Merkle root; ``alarm`` lists entries whose hash did not fit."""

    id = models.BigIntegerField(primary_key=True)
    era = models.IntegerField()
    entries = models.IntegerField()
    root = models.BinaryField()
    prev = models.BinaryField()
    alarm = ArrayField(models.BigIntegerField())
    hash = models.BinaryField()
    signature = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta(_Unmanaged.Meta):
        db_table = 'ledger"."seal'


class Attempt(_Unmanaged):
    """Something asked for: a scan, a form, a sign-in; what came of it, with every reason when it was refused."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.TextField()
    site = models.TextField()
    station = models.TextField()
    verb = models.TextField()
    key = models.TextField()
    content_hash = models.BinaryField(null=True)
    subject = models.TextField()
    raw = models.TextField()
    source = models.TextField()
    device_at = models.DateTimeField(null=True)
    outcome = models.TextField()
    codes = ArrayField(models.TextField())
    reasons = models.JSONField()
    entry = models.ForeignKey(Entry, on_delete=models.DO_NOTHING, db_column="entry", null=True)

    class Meta(_Unmanaged.Meta):
        db_table = 'ledger"."attempt'


class Reading(_Unmanaged):
    """One opening of a person's record: who opened whose, what of it, and the reason where one was asked."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.TextField()
    site = models.TextField()
    person = models.TextField()
    what = models.TextField()
    reason = models.TextField()

    class Meta(_Unmanaged.Meta):
        db_table = 'ledger"."reading'
