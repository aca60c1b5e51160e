"""The house's own words on public pages: said in every language, compiled as written, and marked as drafts."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.utils import translation

ROOT = Path(__file__).parents[4]
LOCALE = ROOT / "src" / "cordline" / "knowledge" / "locale"
CATALOGUES = sorted(LOCALE.rglob("*.po"))


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    made = importlib.util.spec_from_file_location("catalogues", ROOT / "scripts" / "catalogues.py")
    assert made is not None
    assert made.loader is not None
    module = importlib.util.module_from_spec(made)
    made.loader.exec_module(module)
    return module


@pytest.mark.req("S1", "U59")
def test_every_catalogue_is_compiled_as_it_is_written_and_says_every_word(catalogues: ModuleType) -> None:
    assert len(CATALOGUES) == 3
    assert catalogues.stale() == [], "Run: python scripts/catalogues.py"
    said = [catalogues.pairs(path.read_text("utf-8")) for path in CATALOGUES]
    assert {frozenset(each) for each in said} == {frozenset(said[0])}
    for path in CATALOGUES:
        assert 'msgstr ""\n\n' not in path.read_text("utf-8")[40:].split("\n\n", 1)[1]
        assert "machine-drafted" in path.read_text("utf-8")  # nobody has reviewed it, and it says so


@pytest.mark.req("S1")
def test_every_word_of_a_template_is_in_the_catalogues(catalogues: ModuleType) -> None:
    known = {word.replace("%%", "%") for word in catalogues.pairs(CATALOGUES[0].read_text("utf-8"))}
    written = set()
    for path in (ROOT / "src" / "cordline" / "knowledge" / "templates" / "knowledge" / "public").rglob(
        "*.html"
    ):
        written |= set(re.findall(r'{% trans "([^"]+)"', path.read_text("utf-8")))
    for path in (ROOT / "src" / "cordline" / "knowledge" / "public").glob("*.py"):
        written |= set(re.findall(r'\b_\(\s*"([^"]+)"\s*\)', path.read_text("utf-8")))
    assert written - known == set()
    with translation.override("ja"):
        assert translation.gettext("Short answer") == "短い答え"


@pytest.mark.req("U62", "E34")
def test_public_files_ask_no_other_machine_carry_no_inline_code_and_know_no_staff_styling(
    catalogues: ModuleType,
) -> None:
    knowledge = ROOT / "src" / "cordline" / "knowledge"
    sheet = (ROOT / "src" / "cordline" / "web" / "static" / "vendor" / "nhsuk-frontend.min.css").read_text()
    assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|url\(|@font-face|Frutiger", sheet)
    used: set[str] = set()
    # A sentence that says "unproven" can be supported: its mark has not the green of what is approved.
    own = (knowledge / "static" / "public" / "public.css").read_text()
    assert re.search(r"\.chip\.approved[^{]*\{[^}]*--done", own)
    assert not re.search(r"\.chip\.supported[^{]*\{[^}]*--done", own)
    for path in [*(knowledge / "static" / "public").iterdir()]:
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", path.read_text())
    for path in (knowledge / "templates" / "knowledge" / "public").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r'\sstyle=|<style|\son\w+="|<script>|tabler|cordline/', text), path
        used |= set(re.findall(r"nhsuk-[\w-]+", text)) - {"nhsuk-frontend"}
    assert {name for name in used if f".{name}" not in sheet} == set()
