"""``bench ask``: the ask box on its unseen half, by words, by meaning, by both; passages of MedQuAD against bm25s."""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from bench import ask_report
from bench.ask_measure import TARGETS, WAYS, Seen, built, measure, percentile
from bench.rounds import target
from cordline.ground.console import say
from cordline.knowledge.asking.models import installed_model
from cordline.knowledge.asking.passages import Passages

ASKED = 500
REPORT = Path(__file__).parents[1] / "docs" / "reference" / "ask-report.md"


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Measure; with ``--report`` write the page of reference too."""
    results: list[dict[str, Any]] = []
    index = built(Path(settings.CORDLINE_HOME) / "ask")
    tables: dict[str, dict[str, Seen]] = {}
    later: dict[str, dict[str, Seen]] = {}
    for name, parts in WAYS.items():
        if parts != "words" and index.model is None:
            say(f"{name}: no sentence model is installed (extra ask); left out.")
            continue
        seen, wall, core = measure(index, "held_out", parts)
        tables[name] = seen
        later[name] = measure(index, "later", parts)[0]
        results.append(
            {
                "what": f"ask, unseen half, {name}",
                "rounds": {},
                "medians": {lang: one.share("right", "answers") for lang, one in seen.items()},
                "ratios": {},
                "p50_ms": percentile(wall, 0.5),
                "p95_ms": percentile(wall, 0.95),
                "p95_core_ms": percentile(core, 0.95),
            }
        )
    targets = _targets(tables[next(iter(tables))])
    unseen = _targets(later[next(iter(later))])
    if options.medquad is not None:
        results += _medquad(Path(options.medquad))
        ours, rival = results[-2]["medians"]["ours"], results[-2]["medians"]["rival bm25s"]
        targets.append(target("medquad, hit@1 to bm25s", f"{ours / rival:.2f}", "1.2", ours >= 1.2 * rival))
    answer = {"name": "ask", "results": results, "targets": targets, "later": unseen, "ok": True}
    if options.report:
        REPORT.write_text(ask_report.page(tables, results, targets, later, unseen), "utf-8")
    return answer


def _targets(seen: dict[str, Seen]) -> list[dict[str, Any]]:
    found = []
    for lang, one in seen.items():
        right = one.share("right", "answers")
        found.append(
            target(f"{lang}: right page first", f"{right} %", f"{TARGETS[lang]} %", right >= TARGETS[lang])
        )
    sums = {
        name: sum(getattr(one, name) for one in seen.values())
        for name in (
            "emergencies", "warned", "ordinary", "alarmed", "not_ours", "known", "for_people", "sent", "answers",
            "lost",
        )
    }  # fmt: skip

    def share(part: str, whole: str) -> float:
        return float(round(100 * sums[part] / sums[whole], 1))

    warned, alarmed, known, sent = (
        share("warned", "emergencies"), share("alarmed", "ordinary"), share("known", "not_ours"),
        share("sent", "for_people"),
    )  # fmt: skip
    return [
        *found,
        target("emergencies warned", f"{warned} %", "100 %", warned == 100),
        target("ordinary questions sent to emergency", f"{alarmed} %", "at most 5 %", alarmed <= 5),
        target("out of scope or unsafe, answered as if known", f"{known} %", "at most 2 %", known <= 2),
        target("for staff or the same day, recognised", f"{sent} %", "80 %", sent >= 80),
        target("answers lost to a limit", f"{share('lost', 'answers')} %", "reported", True),
    ]


def _medquad(folder: Path) -> list[dict[str, Any]]:
    import bm25s
    import Stemmer

    file = next(iter(sorted(folder.glob("*.jsonl")))) if folder.is_dir() else folder
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    ids, texts = [row["id"] for row in rows], [row["answer"] for row in rows]
    stemmer = Stemmer.Stemmer("english")
    rival = bm25s.BM25(k1=1.5, b=0.75)
    rival.index(
        bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False
    )
    asked = bm25s.tokenize(
        [row["question"] for row in rows], stopwords="en", stemmer=stemmer, show_progress=False
    )
    best, _ = rival.retrieve(asked, k=1, show_progress=False)
    theirs = [ids[int(one[0])] == row["id"] for one, row in zip(best, rows, strict=True)]
    begun = time.perf_counter()
    ways = {"words": Passages(texts)}
    model = installed_model()
    if model is not None:
        ways["ours"] = Passages(texts, model)
    took = round(time.perf_counter() - begun, 1)
    hits = {
        name: [ids[int(np.argmax(way.scores(row["question"])))] == row["id"] for row in rows]
        for name, way in ways.items()
    }
    hits.setdefault("ours", hits["words"])
    found = []
    for what, part in (
        (f"the first {ASKED}", slice(0, ASKED)),
        ("the others (no weight was chosen on them)", slice(ASKED, None)),
    ):
        shares = {
            name: round(float(np.mean(one[part])), 3) for name, one in {**hits, "rival bm25s": theirs}.items()
        }
        ratios = {
            f"{name}_to_rival": round(shares[name] / shares["rival bm25s"], 2) for name in ("ours", "words")
        }
        found.append(
            {
                "what": f"medquad hit@1, questions of {what}, {len(rows)} answers",
                "rounds": {},
                "medians": shares,
                "ratios": ratios,
                "index_s": took,
            }
        )
    return found
