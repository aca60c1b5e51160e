"""The guards of lineage's tables: statement triggers that run the owner's functions in ``sql/functions.sql``."""

from collections.abc import Callable
from typing import Any, cast

import pgtrigger
from django.db import models


class _Guard(pgtrigger.Trigger):
    """A statement trigger naming a function of ours, so that no session's setting can switch it off."""

    function = ""

    def render_execute(self, model: models.Model) -> str:
        return f"{self.function}()"

    def get_func(self, model: models.Model) -> str:
        return "RETURN NULL;"


class _NodeBorn(_Guard):
    function = "lineage_node_born"


class _NeverChanges(_Guard):
    function = "lineage_never_changes"


class _EdgeBorn(_Guard):
    function = "lineage_edge_born"


class _EdgeStruck(_Guard):
    function = "lineage_edge_struck"


class _HoldLifted(_Guard):
    function = "lineage_hold_lifted"


def _tables(**names: str) -> pgtrigger.Referencing:
    make = cast("Callable[..., pgtrigger.Referencing]", pgtrigger.Referencing)
    return make(**names)


def _after_insert(guard: type[_Guard], name: str) -> pgtrigger.Trigger:
    return guard(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=_tables(new="born_rows"),
    )


def _after_update(guard: type[_Guard], name: str) -> pgtrigger.Trigger:
    return guard(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        referencing=_tables(old="before_rows", new="after_rows"),
    )


def never_changes() -> pgtrigger.Trigger:
    """Refuse every update of the table: its rows are written once."""
    arguments: dict[str, Any] = {"level": pgtrigger.Statement, "when": pgtrigger.Before}
    return _NeverChanges(name="never_changes", operation=pgtrigger.Update, **arguments)


def node_born() -> pgtrigger.Trigger:
    """A node belongs to the act that is open."""
    return _after_insert(_NodeBorn, "node_born")


def edge_born() -> pgtrigger.Trigger:
    """Parents come at birth only; then the closure grows."""
    return _after_insert(_EdgeBorn, "edge_born")


def edge_struck() -> pgtrigger.Trigger:
    """A descent is struck once and reviewed once; a confirmed strike shrinks the closure."""
    return _after_update(_EdgeStruck, "edge_struck")


def hold_lifted() -> pgtrigger.Trigger:
    """A hold is lifted once and never rewritten."""
    return _after_update(_HoldLifted, "hold_lifted")
