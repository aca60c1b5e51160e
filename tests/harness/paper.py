"""Reads a PDF's drawn shapes as a printer would put them on paper: filled paths become black dots on white.

Enough for labels, whose symbols are filled paths; text is left out.
"""

import io
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


def pictures(pdf: bytes, dots_per_mm: int = 24) -> list[tuple[bytes, int]]:
    """Give each page as (grey dots, dots a row)."""
    reader = PdfReader(io.BytesIO(pdf))
    return [_page(page, reader, dots_per_mm / (72 / 25.4)) for page in reader.pages]


def _page(page: Any, reader: PdfReader, scale: float) -> tuple[bytes, int]:
    width, height = round(float(page.mediabox.width) * scale), round(float(page.mediabox.height) * scale)
    dots = bytearray(b"\xff" * (width * height))
    stream = ContentStream(page["/Contents"].get_object(), reader)
    for box in _filled(stream, page["/Resources"], reader, _SAME):
        left, right = sorted((round(box[0][0] * scale), round(box[1][0] * scale)))
        low, high = sorted((round(box[0][1] * scale), round(box[1][1] * scale)))
        for line in range(max(height - high, 0), min(height - low, height)):
            start, end = max(line * width + left, line * width), line * width + min(right, width)
            dots[start:end] = b"\x00" * max(end - start, 0)
    return bytes(dots), width


def _filled(stream: Any, resources: Any, reader: PdfReader, at: Matrix) -> list[tuple[Point, Point]]:
    found: list[tuple[Point, Point]] = []
    kept: list[Matrix] = []
    now, path, box = at, [], []
    for operands, operator in stream.operations:
        values = [float(value) for value in operands if not isinstance(value, str | dict | list)]
        if operator == b"q":
            kept.append(now)
        elif operator == b"Q":
            now = kept.pop()
        elif operator == b"cm":
            now = _times(values, now)
        elif operator == b"m":
            path = [_moved(values, now)]
        elif operator == b"l":
            path.append(_moved(values, now))
        elif operator == b"re":
            left, low, wide, tall = values
            path = [_moved((left, low), now), _moved((left + wide, low + tall), now)]
            box.append(path)
        elif operator == b"h":
            box.append(path)
        elif operator in (b"f", b"f*"):
            found += [_bounds(each) for each in box]
            box = []
        elif operator in (b"n", b"S"):
            box = []
        elif operator == b"Do":
            inner = resources["/XObject"][operands[0]].get_object()
            moved = _times([float(value) for value in inner.get("/Matrix", _SAME)], now)
            found += _filled(ContentStream(inner, reader), inner.get("/Resources", resources), reader, moved)
    return found


def _times(inner: Any, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(point: Any, at: Matrix) -> Point:
    x, y = point
    return (x * at[0] + y * at[2] + at[4], x * at[1] + y * at[3] + at[5])


def _bounds(path: list[Point]) -> tuple[Point, Point]:
    across, up = [point[0] for point in path], [point[1] for point in path]
    return (min(across), min(up)), (max(across), max(up))
