"""Data Matrix and Code 128 symbols for labels and prints: drawn from a code, and read back before anyone prints.

A symbol is given as its modules (dark or light), so that a print draws it as clean shapes at any size. What a reader
does not give back character by character is a defect, never a label.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

import zxingcpp


class Symbology(Enum):
    """The two symbols in use: the small square for vials and bags, the bars for wristbands and shelves."""

    DATA_MATRIX = "data_matrix"
    CODE_128 = "code_128"


@dataclass(frozen=True)
class Symbol:
    """A symbol as rows of modules: ``"1"`` is dark. Code 128 has one row. Quiet zones are the label's business."""

    symbology: Symbology
    text: str
    rows: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many modules wide it is."""
        return len(self.rows[0])

    @property
    def svg(self) -> str:
        """The symbol as one path, a module a unit, for prints and screens; the quiet zone is the page's."""
        height = len(self.rows) if self.symbology is Symbology.DATA_MATRIX else _BAR_HEIGHT
        tall = 1 if self.symbology is Symbology.DATA_MATRIX else _BAR_HEIGHT
        runs = "".join(
            f"M{start} {line}h{length}v{tall}h-{length}z"
            for line, row in enumerate(self.rows)
            for start, length in _dark_runs(row)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height}" '
            f'shape-rendering="crispEdges"><path d="{runs}"/></svg>'
        )


class UnreadableSymbol(RuntimeError):
    """A symbol was drawn that does not read back as its text."""


_BAR_HEIGHT = 30  # modules: bars must be tall enough for a hand-held reader held askew
_FORMATS = {
    Symbology.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    Symbology.CODE_128: zxingcpp.BarcodeFormat.Code128,
}


def symbol(text: str, symbology: Symbology = Symbology.DATA_MATRIX) -> Symbol:
    """Draw ``text`` as a symbol and read it back; raises ``UnreadableSymbol`` if it does not come back the same."""
    if not text or not text.isascii():
        raise ValueError("A label's symbol holds plain ASCII text.")
    # The square is the usual one on a vial lid; without the option the writer may choose a flat rectangle.
    options = {"force_square": True} if symbology is Symbology.DATA_MATRIX else {}
    made = zxingcpp.create_barcode(text, _FORMATS[symbology], **options)
    image = zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False)
    rows = _modules(image, one_row=symbology is Symbology.CODE_128)
    found = Symbol(symbology, text, rows)
    if read_back(found) != text:
        raise UnreadableSymbol(text)
    return found


def read_back(drawn: Symbol, scale: int = 4) -> str | None:
    """Read a drawn symbol as a scanner would, with its quiet zone; ``None`` when nothing is readable."""
    height = 1 if drawn.symbology is Symbology.DATA_MATRIX else 20
    quiet = 10
    width = (drawn.width + 2 * quiet) * scale
    light = bytes([255]) * width
    lines = [light] * (quiet * scale)
    for row in drawn.rows:
        dark = b"".join((b"\x00" if module == "1" else b"\xff") * scale for module in row)
        margin = bytes([255]) * (quiet * scale)
        lines += [margin + dark + margin] * (scale * height)
    lines += [light] * (quiet * scale)
    return read_image(b"".join(lines), width)


def read_image(grey: bytes, width: int) -> str | None:
    """Read one symbol from a grey picture of ``width`` pixels a row; ``None`` when there is none."""
    picture = memoryview(grey).cast("B", shape=[len(grey) // width, width])
    found = zxingcpp.read_barcode(picture, formats=zxingcpp.BarcodeFormats(list(_FORMATS.values())))
    return str(found.text) if found is not None and found.valid else None


def _modules(image: Any, *, one_row: bool) -> tuple[str, ...]:
    height, width = image.shape[0], image.shape[1]
    pixels = bytes(memoryview(image))
    rows = [pixels[start : start + width] for start in range(0, height * width, width)]
    written = tuple("".join("1" if pixel < 128 else "0" for pixel in row) for row in rows)
    return (written[height // 2],) if one_row else written


def _dark_runs(row: str) -> list[tuple[int, int]]:
    """Where each run of dark modules begins, and how long it is."""
    return [(found.start(), len(found.group())) for found in re.finditer("1+", row)]
