"""The languages of the public face: as an address says them, as Django says them, as their readers say them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import translation

from cordline.knowledge.types import Language

OWN_NAMES = {
    Language.EN: "English",
    Language.MS: "Bahasa Melayu",
    Language.JA: "日本語",
    Language.ZH_HANS: "简体中文",
}


def spoken(lang: str) -> Language | None:
    """Give the language of an address, or nothing."""
    return Language(lang) if lang in set(Language) else None


@contextmanager
def speaking(lang: Language) -> Iterator[None]:
    """Let the house's own words be said in a language while the block runs."""
    with translation.override(lang.value.lower()):
        yield


def writing_code(lang: Language) -> str:
    """The language's name for numbers and dates (``ground.writing``)."""
    return lang.value.lower()


class LanguageConverter:
    """The first part of every public address."""

    regex = "en|ms|ja|zh-Hans"

    def to_python(self, value: str) -> Language:
        """Read it from an address."""
        return Language(value)

    def to_url(self, value: str) -> str:
        """Write it into one."""
        return str(value)
