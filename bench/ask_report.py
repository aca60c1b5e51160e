"""Writes the page of reference that says what the ask box was measured at."""

import os
import platform
from datetime import UTC, datetime
from typing import Any

from bench.ask_measure import TARGETS, Seen

KINDS = ("emergency", "contact_clinic", "answer", "out_of_scope")
HEAD = """# What the ask box was measured at

Written by `cordline bench ask --medquad FOLDER --report` on {day} with Python {python} on a shared machine of {cores}
cores; times by the wall depend on what else ran.

628 questions in four languages were written before any engine and before any page was read, and halved by meaning with
a fixed seed: all translations of one question stand on the same side. Further phrasings and weights were chosen
on the half `tune` and by leaving phrasings out of the index and asking them, the limits also on two further sets by
other authors, which are not kept here (one of them after it had been measured once); everything below is the other
half. Only the lists of acceptable pages were widened afterwards, in both halves, for pages that were not known when
the questions were written: spinal cord injury belongs to Q08, blindness after injections into the eye stands on the
page of the retina, and a worn knee has a page of its own. A few of the plainest questions (what does X mean?) stand
word for word on a page too; its authors never saw the set.
"""
PASSAGES = """
Only answers are indexed; a hit is the answer of the question's own id. bm25s: k1 1.5, b 0.75, English stemmer and stop
words. The weights were chosen on the first 500 questions; the others show what they are worth elsewhere. MedQuAD: Ben
Abacha and Demner-Fushman 2019, CC BY 4.0.
"""


LATER = """## A later set

95 more questions in each language, by another author, who saw neither pages nor engine nor the first set; no phrasing,
weight or limit was chosen by them, and no list of theirs was widened. They lean on danger and on what is none of our
matters. What stands here is what a visitor of tomorrow may expect.
"""


def page(
    tables: dict[str, dict[str, Seen]],
    results: list[dict[str, Any]],
    targets: list[dict[str, Any]],
    later: dict[str, dict[str, Seen]],
    unseen: list[dict[str, Any]],
) -> str:
    """Give the whole page."""
    parts = [
        HEAD.format(
            day=f"{datetime.now(UTC):%Y-%m-%d}", python=platform.python_version(), cores=os.cpu_count()
        ),
        _reached(targets),
        _ways(tables, results),
        _confusion(tables[next(iter(tables))], "Confusion of kinds (words and meanings together)"),
        LATER,
        _targets(unseen),
        _by_language(later),
        _confusion(later[next(iter(later))], "Confusion of kinds in the later set"),
        _passages([row for row in results if row["what"].startswith("medquad")]),
    ]
    return "\n".join(part for part in parts if part).rstrip("\n") + "\n"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _table(head: tuple[str, ...], rows: list[str]) -> str:
    return "\n".join([_row(*head), "|" + "---|" * len(head), *rows, ""])


def _by_language(later: dict[str, dict[str, Seen]]) -> str:
    rows = []
    for name, seen in later.items():
        for lang, one in seen.items():
            rows.append(
                _row(
                    name,
                    lang,
                    one.share("right", "answers"),
                    f"{one.warned} of {one.emergencies}",
                    f"{one.alarmed} of {one.ordinary}",
                    f"{one.known} of {one.not_ours}",
                    f"{one.sent} of {one.for_people}",
                )
            )
    head = (
        "way",
        "language",
        "right page first, %",
        "warned",
        "wrongly alarmed",
        "answered as known",
        "sent to staff",
    )
    return _table(head, rows)


def _reached(targets: list[dict[str, Any]]) -> str:
    return "## Asked for and reached\n\n" + _targets(targets)


def _targets(targets: list[dict[str, Any]]) -> str:
    rows = [
        _row(one["name"], one["measured"], one["wanted"], "met" if one["met"] else "**missed**")
        for one in targets
    ]
    return _table(("what", "measured", "wanted", ""), rows)


def _ways(tables: dict[str, dict[str, Seen]], results: list[dict[str, Any]]) -> str:
    rows = []
    for (name, seen), row in zip(tables.items(), results, strict=False):
        lost, answers = sum(one.lost for one in seen.values()), sum(one.answers for one in seen.values())
        shares = [seen[lang].share("right", "answers") for lang in TARGETS]
        rows.append(
            _row(name, *shares, f"{lost} of {answers}", row["p50_ms"], row["p95_ms"], row["p95_core_ms"])
        )
    head = ("way", *TARGETS, "answers lost to a limit", "p50 ms", "p95 ms", "p95 ms of the core")
    return "## Right page first, by language and way (%)\n\n" + _table(head, rows)


def _confusion(seen: dict[str, Seen], title: str) -> str:
    parts = [f"## {title}\n"]
    for lang, one in seen.items():
        rows = [_row(kind, *(one.given[kind, said] for said in KINDS)) for kind in KINDS]
        parts.append(f"### {lang}\n\n" + _table(("wanted", *(f"said {kind}" for kind in KINDS)), rows))
    return "\n".join(parts)


def _passages(found: list[dict[str, Any]]) -> str:
    if not found:
        return ""
    rows = [
        _row(
            row["what"].removeprefix("medquad hit@1, questions of "),
            row["medians"]["ours"],
            row["medians"]["words"],
            row["medians"]["rival bm25s"],
            row["ratios"]["ours_to_rival"],
        )
        for row in found
    ]
    head = ("questions", "ours", "words alone", "bm25s", "ours to bm25s")
    return "## Passages: MedQuAD, hit@1 against bm25s\n\n" + _table(head, rows) + PASSAGES
