"""Makes the visitors' style sheet out of the compiled nhsuk-frontend: cut to what pages use, in our own colours.

The compiled sheet declares custom properties and uses none of them, so every colour is replaced where it stands, by the
part it plays (white as text and white as surface are two tokens). Its @font-face rules fetch a font from outside and
are dropped, as are its print rules: the house prints by a sheet of its own. Called by ``scripts/vendor.py``.
"""
# ruff: noqa: INP001

import re
from collections.abc import Callable, Iterator

KEPT = re.compile(
    r"^nhsuk-(button(--secondary)?|form-group(--error)?|fieldset(__legend)?|label|hint|input(--error)?"
    r"|textarea(--error)?|select(--error)?|error-(summary|message))$"
)
# What each hard colour means, by the property that it stands in.
TEXT = {
    "#212b32": "ink", "#000": "ink", "#fff": "on-button", "#4c6272": "quiet", "#768692": "quiet", "#005eb8": "link",
    "#330072": "visited", "#7c2855": "link-hover", "#002f5c": "link-hover", "#003d78": "link-hover",
    "#d5281b": "alarm", "#007f3b": "done",
}  # fmt: skip
GROUND = {
    "#fff": "surface", "#f0f4f5": "page", "#d8dde0": "line", "#007f3b": "button", "#005eb8": "button",
    "#00662f": "button-hover", "#00401e": "button-hover", "#004b93": "button-hover", "#ffeb3b": "halo",
    "#e0e4e6": "sunk", "#d9e7f4": "sunk", "#c7dcef": "sunk", "#aeb7bd": "line", "#212b32": "ink", "#d5281b": "alarm",
}  # fmt: skip
EDGE = {
    "#4c6272": "field-edge", "#212b32": "ink", "#d8dde0": "line", "#aeb7bd": "line", "#005eb8": "link",
    "#d5281b": "alarm", "#fff": "surface", "#ffeb3b": "halo", "#00401e": "button-hover", "#000": "ink",
    "#007f3b": "button", "#003d78": "button-hover",
}  # fmt: skip
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|rgba\([^)]*\)")


def blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Walk the top level of a style sheet: each head with its body; a statement without body has an empty one."""
    at = 0
    while at < len(sheet):
        brace, stop = sheet.find("{", at), sheet.find(";", at)
        if stop != -1 and (brace == -1 or stop < brace):
            yield sheet[at : stop + 1], ""
            at = stop + 1
            continue
        if brace == -1:
            return
        depth, end = 1, brace + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        yield sheet[at:brace], sheet[brace + 1 : end - 1]
        at = end


def tokened(declaration: str, *, focused: bool) -> str:
    """Replace the hard colours of one declaration by the tokens of the part they play."""
    name, _, value = declaration.partition(":")
    if "url(" in value:
        return ""  # a picture of theirs that is not shipped
    if name.startswith("--") or not COLOUR.search(value):
        return "" if name.startswith("--") else declaration
    if name in {"color", "fill", "stroke", "-webkit-text-fill-color"}:
        parts, rest = ({"#212b32": "on-halo"} if focused else TEXT), "ink"
    elif name.startswith("background"):
        parts, rest = GROUND, "sunk"
    else:
        parts, rest = EDGE, "line"
    return f"{name}:{COLOUR.sub(lambda hit: f'var(--{parts.get(hit[0], rest)})', value)}"


def _rules(body: str) -> str:
    focused = "#ffeb3b" in body
    return ";".join(filter(None, (tokened(each, focused=focused) for each in _declarations(body))))


def _declarations(body: str) -> Iterator[str]:
    # A data address holds semicolons of its own; those stand inside brackets.
    depth, start = 0, 0
    for place, letter in enumerate(body):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == ";" and not depth:
            yield body[start:place].strip()
            start = place + 1
    yield body[start:].strip()


def _wanted(selector: str) -> bool:
    names = re.findall(r"\.(-?[a-zA-Z_][\w-]*)", re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", selector))
    return bool(names) and all(KEPT.match(name) for name in names)


def _selectors(head: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(head):
        depth += {"(": 1, ")": -1, "[": 1, "]": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append(head[start:place])
            start = place + 1
    return [*parts, head[start:]]


def _cut(sheet: str, walk: Callable[[str], Iterator[tuple[str, str]]] = blocks) -> str:
    kept = []
    for head, body in walk(sheet):
        if re.match(r"@media[^{]*(print|-ms-)", head) or head.startswith(
            ("@font-face", "@container", "@charset")
        ):
            continue
        if head.startswith(("@media", "@supports")):
            if inner := _cut(body):
                kept.append(f"{head}{{{inner}}}")
        elif body:
            left = [each for each in _selectors(head) if _wanted(each)]
            if left and (rules := _rules(body)):
                kept.append(f"{','.join(left)}{{{rules}}}")
    return "".join(kept)


def made_ours(sheet: str) -> str:
    """Give the visitors' style sheet from the compiled one."""
    banner = (
        "/*! nhsuk-frontend, MIT licence, Copyright NHS England; cut and recoloured by scripts/vendor.py */"
    )
    return banner + _cut(re.sub(r"/\*.*?\*/", "", sheet, flags=re.S))
