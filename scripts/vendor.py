"""Copies the style sheet, script and fonts that pages use into the web room, and writes down what each file is.

Run it with a folder that holds the unpacked packages, one sub-folder per package and version, as `npm pack` and `tar`
leave them: ``python scripts/vendor.py FOLDER``. Nothing here runs when Cordline is installed or served. Tabler's
compiled sheet is cut to the components that the staff pages stand on (the whole is 635 kB); the cut is this script.
"""
# ruff: noqa: INP001

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import vendor_public

STATIC = Path(__file__).parents[1] / "src" / "cordline" / "web" / "static"
VENDOR = STATIC / "vendor"

KEPT = re.compile(
    r"^(btn(-(primary|secondary|outline-secondary|link|sm|lg|list|group|close|icon|danger|ghost-secondary))?"
    r"|card(-(header|body|title|subtitle|footer|actions|table|sm|md))?|table(-(responsive|sm|hover|vcenter|nowrap))?"
    r"|form-(control|select|check|check-input|check-label|label|text|hint|fieldset|group|selectgroup)(-sm|-lg)?"
    r"|input-group(-text|-flat)?|is-invalid|is-valid|invalid-feedback|required|page(-(body|header|title|wrapper|pretitle))?"
    r"|container(-xl|-fluid|-narrow)?|row(-cards|-deck)?|col(-(auto|\d+|(sm|md|lg|xl)(-(auto|\d+))?))?|g-[0-4]"
    r"|alert(-(title|link|heading|danger|warning|info|success))?|badge|breadcrumb(-item)?|pagination|page-(item|link)"
    r"|nav(-(link|item|tabs|pills|segmented))?|list-(unstyled|inline|inline-item|group|group-item)|datagrid(-\w+)?"
    r"|accordion(-\w+)?|progress(-bar)?|steps?(-item|-counter)?|empty(-\w+)?|visually-hidden(-focusable)?"
    r"|d-(none|block|inline|inline-block|flex|grid|(sm|md|lg|xl|print)-(none|block|flex|inline))"
    r"|flex-(row|column|wrap|nowrap|fill|grow-[01]|shrink-[01])|(justify-content|align-items)-(start|end|center|between|baseline)"
    r"|align-(top|middle|baseline)|gap-[0-4]|[mp][tbsexy]?-([0-5]|auto)|text-(start|end|center|nowrap|break|muted|secondary|body|decoration-none|reset|wrap)"
    r"|w-(25|50|75|100|auto)|h-(100|auto)|fw-(normal|medium|bold|semibold)|small|h[1-6]|lead|mark|mono|active|show|disabled|collapsed?"
    r"|theme-(light|dark)|border(-(top|bottom|0))?|rounded|overflow-(auto|hidden)|position-(relative|absolute|sticky)|sticky-top|float-end|img-fluid|antialiased)$"
)

FONTS = [
    *(
        f"fontsource-ibm-plex-sans/files/ibm-plex-sans-latin-{weight}-normal.woff2"
        for weight in (400, 500, 600)
    ),
    *(
        f"fontsource-ibm-plex-sans/files/ibm-plex-sans-latin-ext-{weight}-normal.woff2"
        for weight in (400, 600)
    ),
    *(
        f"fontsource-ibm-plex-mono/files/ibm-plex-mono-latin-{weight}-normal.woff2"
        for weight in (400, 500, 600)
    ),
    # Visitors and patients read another letter than staff: no two of its signs can be mixed up.
    *(
        f"fontsource-atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
        for weight in (400, 600, 700)
    ),
    "fontsource-noto-sans-tamil/files/noto-sans-tamil-tamil-400-normal.woff2",
    # The slices of the most frequent characters; rarer ones are drawn by the device's own fonts.
    *(f"fontsource-noto-sans-jp/files/noto-sans-jp-{piece}-400-normal.woff2" for piece in range(99, 120)),
    *(f"fontsource-noto-sans-sc/files/noto-sans-sc-{piece}-400-normal.woff2" for piece in range(110, 120)),
]


def wanted(selector: str) -> bool:
    """Say whether every class that a selector names belongs to the components that pages use."""
    names = re.findall(r"\.(-?[a-zA-Z_][\w-]*)", re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", selector))
    return all(KEPT.match(name) for name in names)


def selectors(head: str) -> list[str]:
    """Split a head at the commas that stand outside brackets."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(head):
        depth += {"(": 1, ")": -1, "[": 1, "]": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append(head[start:place])
            start = place + 1
    return [*parts, head[start:]]


def cut(sheet: str) -> str:
    """Keep of a compiled style sheet what the pages stand on."""
    kept = []
    for head, body in vendor_public.blocks(sheet):
        if head.startswith(("@media", "@supports")):
            inner = cut(body)
            if inner:
                kept.append(f"{head}{{{inner}}}")
        elif head.startswith("@keyframes"):
            continue
        elif not body:
            kept.append(head)
        else:
            left = [selector for selector in selectors(head) if wanted(selector)]
            if left:
                kept.append(f"{','.join(left)}{{{body}}}")
    return "".join(kept)


def slim(sheet: str) -> str:
    """Take away comments (the licence line is written anew), then cut."""
    banner = (
        "/*! Tabler, MIT licence, Copyright the Tabler Authors and codecalm.net; cut by scripts/vendor.py */"
    )
    return banner + cut(re.sub(r"/\*.*?\*/", "", sheet, flags=re.S).replace('@charset "UTF-8";', ""))


def faces(home: Path, wanted: set[str]) -> Iterator[str]:
    """Write the style of each font slice: a browser loads it only when a page holds one of its characters."""
    for body in re.findall(r"@font-face\s*\{(.*?)\}", (home / "400.css").read_text(), re.S):
        file = re.search(r"url\(\./files/([^)]+\.woff2)\)", body)
        family = re.search(r"font-family:\s*'([^']+)'", body)
        covered = re.search(r"unicode-range:\s*([^;]+);", body)
        if file and family and covered and file[1] in wanted:
            yield (
                f'@font-face{{font-family:"{family[1]}";font-weight:400 600;font-display:swap;'
                f'src:url("{file[1]}") format("woff2");unicode-range:{covered[1].strip()}}}\n'
            )


SHEETS = {
    "tabler-core/dist/css/tabler.min.css": slim,
    "nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css": vendor_public.made_ours,
}


def main(folder: Path) -> None:
    """Copy every vendored file whose package lies in the folder and write vendor.toml; the others stay as they are."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    before = {row["file"]: row for row in tomllib.loads((STATIC / "vendor.toml").read_text())["file"]}
    rows = []
    for place in [*SHEETS, "htmx.org/dist/htmx.min.js", *FONTS]:
        package, inside = place.split("/", 1)
        target = VENDOR / Path(place).name
        home = _home(folder, package)
        if home is None:
            rows.append(_row(before[f"vendor/{target.name}"]))
            continue
        about = json.loads((home / "package.json").read_text())
        source = (home / inside).read_bytes()
        written = SHEETS[place](source.decode()).encode() if place in SHEETS else source
        target.write_bytes(written)
        rows.append(
            _row(
                {
                    "package": about["name"],
                    "version": about["version"],
                    "file": f"vendor/{target.name}",
                    "sha256": hashlib.sha256(written).hexdigest(),
                    "licence": about["license"],
                    "source": inside,
                    "source_sha256": hashlib.sha256(source).hexdigest(),
                }
            )
        )
    rows.append(_row(_scripts(folder) or before["vendor/scripts.css"]))
    head = "# What the pages ship that others wrote; written by scripts/vendor.py and checked by tests/house.\n\n"
    (STATIC / "vendor.toml").write_text(head + "\n".join(rows))


def _scripts(folder: Path) -> dict[str, str] | None:
    homes = [_home(folder, f"fontsource-noto-sans-{script}") for script in ("tamil", "jp", "sc")]
    if None in homes:
        return None
    names = {Path(place).name for place in FONTS}
    sheet = "".join(face for home in homes if home for face in faces(home, names))
    (VENDOR / "scripts.css").write_text(sheet)
    return {
        "package": "@fontsource/noto-sans-tamil, -jp, -sc",
        "version": "5",
        "file": "vendor/scripts.css",
        "sha256": hashlib.sha256(sheet.encode()).hexdigest(),
        "licence": "OFL-1.1",
        "source": "400.css",
    }


def _row(facts: dict[str, str]) -> str:
    return "[[file]]\n" + "".join(f'{name} = "{value}"\n' for name, value in facts.items())


def _home(folder: Path, package: str) -> Path | None:
    found = (
        one
        for one in sorted(folder.iterdir())
        if one.is_dir() and re.match(rf"{re.escape(package)}-\d", one.name)
    )
    return next(found, None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
