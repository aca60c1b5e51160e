"""Prints: a template and its facts become one tagged PDF that is complete on its own (U123).

Templates are typst files kept beside the room that owns them (``<room>/typst/<name>.typ``); each begins with the
frame of the house, which prints the header on every page, "n of m", who printed it and when, that it is a copy, and a
demonstration's watermark. Fonts are pinned files of this room; nothing of the host is used, nothing is fetched.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from cordline.ledger.types import as_json

HOUSE = Path(__file__).resolve().parent.parent
_FONTS = Path(__file__).resolve().parent / "fonts"
FAMILIES = ("IBM Plex Sans", "IBM Plex Mono")


@dataclass(frozen=True)
class PrintedBy:
    """The edges of a print: whose paper it is, who made this copy and when (with its zone), and what it is of.

    ``record`` is the code of what is printed, ``version`` its version; ``demonstration`` puts the watermark on it.
    """

    title: str
    record: str
    house: str
    by: str
    at: str
    version: int = 1
    demonstration: bool = True
    language: str = "en"


class TemplateMissing(LookupError):
    """A print was asked for that no room has a template for."""


def render(
    template: str, data: Mapping[str, Any], *, printed: PrintedBy, printed_at: datetime | None = None
) -> bytes:
    """Print ``template`` (``"release/certificate"``) with its facts; gives the bytes of a tagged PDF.

    ``data`` holds texts, counts, lists and mappings, never a float: numbers come formatted. The same facts at the same
    ``printed_at`` give the same bytes.
    """
    stamp = int((printed_at or datetime.now(UTC)).timestamp())
    try:
        return _compiled(template, data, printed, stamp, standards=["ua-1"])
    except typst.TypstError as fault:
        if "could not be displayed" not in str(fault):
            raise
        # A name in a script that no pinned font draws: the paper is printed all the same, with empty boxes there,
        # and does not claim to be accessible.
        return _compiled(template, data, printed, stamp, standards=[])


def _compiled(
    template: str, data: Mapping[str, Any], printed: PrintedBy, stamp: int, *, standards: list[Any]
) -> bytes:
    return bytes(
        typst.compile(
            str(template_path(template)),
            root=str(HOUSE),
            font_paths=fonts(),
            format="pdf",
            sys_inputs={"facts": facts(data, printed)},
            pdf_standards=standards,
            timestamp=stamp,
        )
    )


def template_path(template: str) -> Path:
    """Find a template of the house by its name; nothing outside the rooms can be named."""
    room, _, name = template.partition("/")
    path = HOUSE / room / "typst" / f"{name}.typ"
    if not room.isidentifier() or not name.isidentifier() or not path.is_file():
        raise TemplateMissing(template)
    return path


def facts(data: Mapping[str, Any], printed: PrintedBy) -> str:
    """Write the facts of a print as its template reads them."""
    return json.dumps({"data": as_json(data), "printed": as_json(asdict(printed))}, ensure_ascii=False)


@cache
def fonts() -> typst.Fonts:
    """The pinned fonts of every print, and no other."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
