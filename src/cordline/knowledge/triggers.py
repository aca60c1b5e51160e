"""The guards of the room's tables: triggers that run the owner's functions in ``sql/functions.sql``."""

import pgtrigger
from django.db import models


class _Guard(pgtrigger.Trigger):
    """A trigger naming a function of ours, so that no session's setting can switch it off."""

    function = ""
    given: tuple[str, ...] = ()

    def render_execute(self, model: models.Model) -> str:
        return f"public.{self.function}({', '.join(repr(each) for each in self.given)})"

    def get_func(self, model: models.Model) -> str:
        return "RETURN NULL;"


class _SentenceChecked(_Guard):
    function = "knowledge_sentence_checked"


class _SourceChecked(_Guard):
    function = "knowledge_source_checked"


class _NeverChanges(_Guard):
    function = "knowledge_never_changes"


class _EditionChecked(_Guard):
    function = "knowledge_edition_checked"


class _FigureChecked(_Guard):
    function = "knowledge_figure_checked"


class _PublicationRaised(_Guard):
    function = "knowledge_publication_raised"


class _Settled(_Guard):
    function = "knowledge_settled"


def claim_stands() -> pgtrigger.Trigger:
    """Judge at the end of the transaction whether a shown claim has its support."""
    return _SentenceChecked(
        name="claim_stands",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
    )


def claims_still_stand() -> pgtrigger.Trigger:
    """Judge at the end of the transaction whether a source that changed leaves claims standing that rest on it."""
    return _SourceChecked(
        name="claims_still_stand",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
    )


def never_changes() -> pgtrigger.Trigger:
    """Refuse every update: the row is written once."""
    return _NeverChanges(
        name="never_changes", level=pgtrigger.Statement, when=pgtrigger.Before, operation=pgtrigger.Update
    )


def settled(*moving: str) -> pgtrigger.Trigger:
    """Once the row is no draft, let only these columns change."""
    kind = type("_SettledBut", (_Settled,), {"given": moving})
    made: pgtrigger.Trigger = kind(
        name="settled", level=pgtrigger.Row, when=pgtrigger.Before, operation=pgtrigger.Update
    )
    return made


def edition_checked() -> pgtrigger.Trigger:
    """A real house shows reviewed words only."""
    return _EditionChecked(
        name="edition_checked",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
    )


def figure_checked() -> pgtrigger.Trigger:
    """A real house publishes no simulated figure."""
    return _FigureChecked(
        name="figure_checked", level=pgtrigger.Row, when=pgtrigger.Before, operation=pgtrigger.Insert
    )


def publication_raised() -> pgtrigger.Trigger:
    """Raise the publication's version with every statement that changes what a visitor sees."""
    return _PublicationRaised(
        name="publication_raised",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
    )
