"""What a reference is: its year, kind of study and number of people, read from the literature's own words (U52).

What the words do not say is said to be unknown; nothing is guessed.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from cordline.knowledge.shown import ShownSource

_YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")
_PEOPLE = re.compile(
    r"\bn ?= ?(\d[\d,]*)|\b(\d[\d,]*) (?:\w+ ){0,2}?"
    r"(?:people|patients|participants|persons|adults|women|men|children)\b"
)
_RATE = re.compile(r"([a-z][a-z ]*?) (\d+(?:\.\d+)?)% \((\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)\)")
# The first that fits names the kind; words of the law and of a product before those of a study.
_KINDS = (
    (
        r"guideline|GMP|directive|regulation|CFR|\bAct\b|minimal criteria|statement|MISEV|ISCT|\bWHO\b",
        _("Guideline or law"),
    ),
    (
        r"\blabel\b|approval|authoris|notice|alert|\bFDA\b|\bEMA\b|\bNPRA\b|\bMHLW\b|withdrawn",
        _("Regulator's notice"),
    ),
    (r"meta-analysis|\d+ RCTs|systematic|Cochrane|living review|\d+ studies|pooled", _("Review of several studies")),
    (r"\bRCT\b|randomi[sz]ed|double-blind|split-face|phase III?\b|placebo", _("Randomised trial")),
    (r"outbreak|investigation|\d+ states", _("Investigation of an outbreak")),
    (r"case|press|reported deaths", _("Case reports")),
    (r"animal|mouse|mice|in vitro|cytotoxicity|proliferation|viability|passage|table", _("Laboratory study")),
    (
        r"phase I\b|open trial|single-arm|non-randomi[sz]ed|cohort|registry|series",
        _("Study without a random control group"),
    ),
    (r"review", _("Review article")),
)  # fmt: skip


@dataclass(frozen=True)
class Study:
    """The three facts beside a reference; ``people`` is nothing where our source does not say."""

    year: str
    kind: str
    people: int | None


@dataclass(frozen=True)
class Rate:
    """How often something was met in a study: its name in the literature's words, the share and its likely range."""

    name: str
    share: Decimal
    low: Decimal
    high: Decimal


def study_of(source: ShownSource) -> Study:
    """Read year, kind and number of people from the words of a source."""
    words = f"{source.figure} {source.title} {source.citation}"
    kind = next((said for pattern, said in _KINDS if re.search(pattern, words, re.IGNORECASE)), "")
    year = _YEAR.search(source.citation) or _YEAR.search(words)
    people = _PEOPLE.search(source.figure) or _PEOPLE.search(source.title)
    count = int((people[1] or people[2]).replace(",", "")) if people else None
    return Study(year[1] if year else "", str(kind), count)


def rates_in(source: ShownSource) -> tuple[Rate, ...]:
    """Read the shares with their ranges that a source gives; a ratio alone is no share and gives none (U55)."""
    return tuple(
        Rate(name.strip(), Decimal(share) / 100, Decimal(low) / 100, Decimal(high) / 100)
        for name, share, low, high in _RATE.findall(source.figure)
    )
