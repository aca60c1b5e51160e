"""Labels at true size: what stuck to a vial, a prepared dose and a wrist says in symbol, code and words.

The Data Matrix on a vial is 6 mm square, so that it reads on the curve of a 2 mL cryovial; a dose and a wristband have
room for more words. Each label carries the print number of its copy when it is a reprint.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cordline.documents.barcodes import Symbology, symbol
from cordline.documents.pdf import PrintedBy, render


@dataclass(frozen=True)
class Shape:
    """A label's paper: size in tenths of a millimetre, its symbol, its type size in tenths of a point."""

    width: int
    height: int
    margin: int
    symbol: int
    text: int
    symbology: Symbology


class LabelKind(Enum):
    """The labels of the house, with their paper."""

    VIAL = Shape(330, 130, 10, 60, 48, Symbology.DATA_MATRIX)
    DOSE = Shape(900, 500, 30, 150, 90, Symbology.DATA_MATRIX)
    WRISTBAND = Shape(2500, 250, 40, 600, 110, Symbology.CODE_128)
    BOX = Shape(1100, 250, 40, 600, 80, Symbology.CODE_128)
    SAMPLE = Shape(500, 200, 20, 80, 60, Symbology.DATA_MATRIX)


@dataclass(frozen=True)
class Label:
    """One label: the code it carries, and the words below it in the order in which they matter."""

    code: str
    lines: tuple[str, ...] = ()


def print_labels(kind: LabelKind, labels: Sequence[Label], *, printed: PrintedBy) -> bytes:
    """Print labels of one kind, one a page, at true size; every symbol has been read back first."""
    return render("documents/labels", sheet(kind, labels, printed), printed=printed)


def sheet(kind: LabelKind, labels: Sequence[Label], printed: PrintedBy) -> dict[str, Any]:
    """Give the facts of a sheet of labels as its template takes them."""
    shape = kind.value
    return {
        "width": shape.width,
        "height": shape.height,
        "margin": shape.margin,
        "symbol": shape.symbol,
        "text": shape.text,
        "bars": shape.symbology is Symbology.CODE_128,
        "labels": [
            {
                "code": label.code,
                "lines": list(label.lines),
                "symbol": drawn(label.code, shape.symbology),
                "demonstration": printed.demonstration,
            }
            for label in labels
        ],
    }


def drawn(code: str, symbology: Symbology = Symbology.DATA_MATRIX) -> dict[str, str]:
    """Give a symbol as a template takes it: its text and its drawing."""
    return {"text": code, "svg": symbol(code, symbology).svg}
