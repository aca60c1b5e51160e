"""The same labels as ZPL, for a label printer of 300 dots per inch: symbol, code and words at their true size.

The printer draws the symbol itself from the code, so what it is told is the code and nothing else.
"""

from collections.abc import Sequence

from cordline.documents.barcodes import Symbology, symbol
from cordline.documents.labels import Label, LabelKind

_DOTS, _TENTHS_MM = 118, 100  # 300 dots per inch: 118 dots in 10 mm
_BAR_HEIGHT_TENTHS_MM = 90
_DEMONSTRATION = "DEMONSTRATION"


def print_zpl(kind: LabelKind, labels: Sequence[Label], *, copies: int, demonstration: bool) -> str:
    """Write labels of one kind for the printer, each so many times, one format for each label."""
    return "".join(_format(kind, label, copies, demonstration=demonstration) for label in labels)


def _format(kind: LabelKind, label: Label, copies: int, *, demonstration: bool) -> str:
    shape = kind.value
    left, top = _dots(shape.margin), _dots(shape.margin)
    drawn = symbol(label.code, shape.symbology)
    module = max(_dots(shape.symbol) // drawn.width, 1)
    if shape.symbology is Symbology.DATA_MATRIX:
        mark = f"^BXN,{module},200"
    else:
        mark = f"^BY{module}^BCN,{_dots(_BAR_HEIGHT_TENTHS_MM)},N,N,N"
    # A tenth of a point is 0.3528 tenths of a millimetre.
    size = _dots(shape.text * 3528 // 10000)
    words = [label.code, *label.lines, *([_DEMONSTRATION] if demonstration else [])]
    beside = left + _dots(shape.symbol) + _dots(12)
    lines = "".join(
        f"^FO{beside},{top + index * size * 5 // 4}^A0N,{size},{size}{_field(text)}"
        for index, text in enumerate(words)
    )
    return (
        f"^XA^CI28^PW{_dots(shape.width)}^LL{_dots(shape.height)}^LH0,0"
        f"^FO{left},{top}{mark}{_field(label.code)}{lines}^PQ{copies}^XZ\n"
    )


def _field(text: str) -> str:
    """A field's words; what the printer would take for a command is written as its number."""
    told = "".join(f"_{ord(letter):02X}" if letter in "^~_" or letter < " " else letter for letter in text)
    return f"^FH_^FD{told}^FS"


def _dots(tenths_mm: int) -> int:
    return tenths_mm * _DOTS // _TENTHS_MM
