"""Specifications as data: read from JSON, and written back for the page that shows and the signature that approves."""

import json
from collections.abc import Mapping
from decimal import Decimal
from importlib import resources
from typing import Any

from cordline.assays.types import Limit, LimitKind, LineFacts, LotTest, SpecificationFacts, Stage
from cordline.ground.products import Product, RuleSet, Use

_LINE = frozenset({"test", "stage", "limit", "low", "high", "unit", "method", "required", "source", "mark"})


def read_line(content: Mapping[str, Any]) -> LineFacts:
    """Read one line; an unknown field, a limit without its bound, or a line without a source is a ValueError."""
    if set(content) - _LINE:
        raise ValueError(f"unknown field {sorted(set(content) - _LINE)[0]}")
    kind = LimitKind(content["limit"])
    low, high = (Decimal(content[name]) if name in content else None for name in ("low", "high"))
    needs_low = kind in {LimitKind.AT_LEAST, LimitKind.RANGE}
    needs_high = kind in {LimitKind.AT_MOST, LimitKind.LESS_THAN, LimitKind.RANGE}
    if needs_low != (low is not None) or needs_high != (high is not None):
        raise ValueError(f"{content['test']}: the bounds do not fit the limit {kind}")
    if low is not None and high is not None and low > high:
        raise ValueError(f"{content['test']}: the lower bound lies above the upper one")
    if not str(content["source"]).strip():
        raise ValueError(f"{content['test']}: a line without a source")
    if content["mark"] not in {"verified", "unverified"}:
        raise ValueError(f"{content['test']}: the mark is verified or unverified")
    return LineFacts(
        test=LotTest(content["test"]),
        limit=Limit(kind, low, high, content.get("unit", "")),
        stage=Stage(content["stage"]),
        method=content.get("method", ""),
        required=content.get("required", True),
        source=content["source"],
        mark=content["mark"],
    )


def read_specification(content: Mapping[str, Any]) -> SpecificationFacts:
    """Read one specification; two lines for one test at one stage are a ValueError."""
    lines = tuple(read_line(line) for line in content["lines"])
    if len({(line.test, line.stage) for line in lines}) != len(lines):
        raise ValueError("two lines for one test")
    if not lines:
        raise ValueError("a specification without lines")
    return SpecificationFacts(
        code=content.get("code", ""),
        version=int(content["version"]),
        product=Product(content["product"]),
        use=Use(content["use"]),
        market=RuleSet(content["market"]),
        lines=lines,
        passage_limit=content.get("passage_limit"),
    )


def line_as_json(line: LineFacts) -> dict[str, Any]:
    """One line in the shape of the file."""
    bounds = {
        name: str(value) for name in ("low", "high") if (value := getattr(line.limit, name)) is not None
    }
    return {
        "test": line.test.value,
        "stage": line.stage.value,
        "limit": line.limit.kind.value,
        **bounds,
        "unit": line.limit.unit,
        "method": line.method,
        "required": line.required,
        "source": line.source,
        "mark": line.mark,
    }


def shipped_specification(name: str = "msc-wj-patient") -> dict[str, Any]:
    """The data of one shipped specification: a draft until a site has approved it."""
    text = (resources.files("cordline.assays.shipped") / f"{name}.json").read_text("utf-8")
    content: dict[str, Any] = json.loads(text)
    return content
