"""Times several ways of doing the same in shuffled order, so that the machine's moods fall on all of them."""

import random
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

Way = Callable[[], Any]
LONG_S = 0.5


def _seconds(way: Way) -> float:
    began = time.perf_counter()
    way()
    return time.perf_counter() - began


def interleave(ways: Mapping[str, Way], *, rounds: int, calls: int) -> dict[str, list[float]]:
    """Give for each way the median milliseconds of its ``calls`` in every round; ways alternate call by call.

    A way whose first call, which warms it, takes longer than ``LONG_S`` is called once a round: seconds need no
    second look, and a rival of minutes would keep the others apart.
    """
    raw: dict[str, list[float]] = {name: [] for name in ways}
    long = {name for name, way in ways.items() if _seconds(way) > LONG_S}
    for _ in range(rounds):
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for call in range(calls):
            for name in random.sample(list(ways), len(ways)):
                if name in long and call:
                    continue
                began = time.perf_counter()
                ways[name]()
                taken[name].append((time.perf_counter() - began) * 1000)
        for name, times in taken.items():
            raw[name].append(round(statistics.median(times), 3))
    return raw


def median(values: list[float]) -> float:
    """The middle of a way's rounds."""
    return round(statistics.median(values), 3)


def result(what: str, raw: dict[str, list[float]], **more: Any) -> dict[str, Any]:
    """One row of a bench's answer: raw rounds, medians, ours to the limit, the rivals to ours."""
    medians = {name: median(values) for name, values in raw.items()}
    ratios = {}
    if "ours" in medians:
        if "limit" in medians:
            ratios["ours_to_limit"] = round(medians["ours"] / medians["limit"], 2)
        ratios |= {
            f"{name}_to_ours": round(value / medians["ours"], 2)
            for name, value in medians.items()
            if name.startswith("rival")
        }
    return {"what": what, "unit": "ms", "rounds": raw, "medians": medians, "ratios": ratios, **more}


def target(name: str, measured: str, wanted: str, met: bool) -> dict[str, Any]:
    """One number of an issue: what was measured, what was asked for, and whether it is met."""
    return {"name": name, "measured": measured, "wanted": wanted, "met": met}
