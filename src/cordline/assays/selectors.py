"""What is on record of samples, results and specifications, read for rules, pages and signatures."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cordline.access.signing import signatures_on_many
from cordline.assays.models import OutOfSpecification, Result, Sample, Specification
from cordline.assays.specification_file import line_as_json
from cordline.assays.types import (
    Limit,
    LimitKind,
    LineFacts,
    LotTest,
    Reading,
    ResultFacts,
    SampleFacts,
    SpecificationFacts,
    Stage,
    Taken,
    ValueKind,
)
from cordline.ground.products import Product, RuleSet, Use


def sample_facts(code: str) -> SampleFacts | None:
    """Find one sample by its code."""
    return samples_by_code([code]).get(code)


def samples_by_code(codes: Iterable[str]) -> dict[str, SampleFacts]:
    """Find samples by code; unknown ones are left out."""
    rows = Sample.objects.filter(code__in=list(codes)).select_related("node")
    return {row.code: _sample(row) for row in rows}


def _sample(row: Sample) -> SampleFacts:
    return SampleFacts(
        code=row.code,
        site=row.site,
        node=row.node_id,
        node_code=row.node.code,
        taken_from=Taken(row.taken_from),
        taken_at=row.taken_at,
        product=Product(row.product) if row.product else None,
    )


def sample_ids(codes: Iterable[str]) -> dict[str, int]:
    """The rows' ids of samples by code."""
    return dict(Sample.objects.filter(code__in=list(codes)).values_list("code", "id"))


def samples_of(nodes: Iterable[int]) -> list[Sample]:
    """Every sample of these lineage nodes with its results, methods and laboratories, oldest first."""
    rows = Sample.objects.filter(node_id__in=list(nodes)).select_related("node", "sent_to")
    return list(rows.prefetch_related("results__method", "results__laboratory").order_by("taken_at", "id"))


def results_of(nodes: Iterable[int]) -> list[ResultFacts]:
    """Every reading of every sample of these lineage nodes, struck ones among them, in the order of recording."""
    rows = Result.objects.filter(sample__node_id__in=list(nodes)).select_related("sample", "method")
    return [result_facts(row) for row in rows.order_by("id")]


def result_facts(row: Result) -> ResultFacts:
    """One reading as the rules of results look at it."""
    return ResultFacts(
        code=row.code,
        test=row.test,
        kind=ValueKind(row.kind),
        value=None if row.value is None else row.value.normalize() + 0,
        unit=row.unit,
        detection_limit=None if row.detection_limit is None else row.detection_limit.normalize() + 0,
        sample=row.sample.code,
        method=row.method.name if row.method else "",
        struck=row.struck_at is not None,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
    )


def reading_of(row: Result) -> Reading:
    """What one result says, apart from when and where."""
    facts = result_facts(row)
    return Reading(facts.test, facts.kind, facts.value, facts.unit, facts.detection_limit)


def approved_specifications(
    site: str, product: Product, *, use: Use | None = None
) -> list[SpecificationFacts]:
    """The specifications in force for a product at a site: the latest approved version for each use and market."""
    rows = Specification.objects.filter(site=site, product=product, approved_at__isnull=False)
    if use is not None:
        rows = rows.filter(use=use)
    latest: dict[tuple[str, str], Specification] = {}
    for row in rows.order_by("version").prefetch_related("lines"):
        latest[row.use, row.market] = row
    return [specification_facts(row) for row in latest.values()]


def specification(code: str) -> SpecificationFacts | None:
    """Find one version of a specification by its code."""
    row = Specification.objects.filter(code=code).prefetch_related("lines").first()
    return specification_facts(row) if row else None


def specification_facts(row: Specification) -> SpecificationFacts:
    """One version with its lines in order."""
    return SpecificationFacts(
        code=row.code,
        version=row.version,
        product=Product(row.product),
        use=Use(row.use),
        market=RuleSet(row.market),
        lines=tuple(
            LineFacts(
                test=LotTest(line.test),
                limit=Limit(
                    LimitKind(line.limit),
                    None if line.low is None else line.low.normalize() + 0,
                    None if line.high is None else line.high.normalize() + 0,
                    line.unit,
                ),
                stage=Stage(line.stage),
                method=line.method,
                required=line.required,
                source=line.source,
                mark=line.mark,
            )
            for line in sorted(row.lines.all(), key=lambda line: line.place)
        ),
        passage_limit=row.passage_limit,
        approved_at=row.approved_at,
    )


def approve_specification_content(code: str) -> dict[str, Any]:
    """What whoever approves a specification is shown and signs: every line with its source and mark."""
    row = Specification.objects.prefetch_related("lines").get(code=code)
    facts = specification_facts(row)
    return {
        "specification": code,
        "product": facts.product.value,
        "use": facts.use.value,
        "market": facts.market.value,
        "version": facts.version,
        "passage_limit": facts.passage_limit,
        "drafted_by": row.drafted_by,
        "lines": [line_as_json(line) for line in facts.lines],
    }


def correct_result_content(code: str, reading: Reading, reason: str) -> dict[str, Any]:
    """What whoever corrects a result is shown and signs: what stands, what it becomes, and why."""
    row = Result.objects.select_related("sample").get(code=code)
    return {
        "result": code,
        "sample": row.sample.code,
        "stands": _said(reading_of(row)),
        "becomes": _said(reading),
        "reason": reason.strip(),
    }


def review_subject(code: str) -> str:
    """What a review's signature under one result is written on."""
    return f"{code}/review"


def review_result_content(code: str) -> dict[str, Any] | None:
    """What whoever reviews a result is shown and signs: the reading, of what, by which method, when and by whom."""
    row = Result.objects.select_related("sample__node", "method", "laboratory").filter(code=code).first()
    if row is None:
        return None
    return {
        "result": code,
        "sample": row.sample.code,
        "of": row.sample.node.code,
        "reading": _said(reading_of(row)),
        "method": row.method.name if row.method else "",
        "laboratory": row.laboratory.name if row.laboratory else "",
        "reported_at": row.reported_at.isoformat(),
        "recorded_by": row.recorded_by,
        "corrects": row.corrects.code if row.corrects else "",
    }


def reviewed(codes: Iterable[str]) -> set[str]:
    """Which of these results bear a reviewer's standing signature."""
    subjects = {review_subject(code): code for code in codes}
    found = signatures_on_many(list(subjects))
    return {subjects[subject] for subject, signed in found.items() if any(one.valid for one in signed)}


def results_to_review(site: str, *, but_not: str, limit: int = 50) -> list[Result]:
    """The newest standing results of a site that somebody else recorded and nobody has reviewed yet."""
    rows = Result.objects.filter(site=site, struck_at=None).exclude(recorded_by=but_not).order_by("-id")
    newest = list(rows.select_related("sample")[: limit * 4])
    done = reviewed([row.code for row in newest])
    return [row for row in newest if row.code not in done][:limit]


def _said(reading: Reading) -> dict[str, str]:
    return {
        "test": reading.test,
        "kind": reading.kind.value,
        "value": "" if reading.value is None else f"{reading.value:f}",
        "unit": reading.unit,
        "detection_limit": "" if reading.detection_limit is None else f"{reading.detection_limit:f}",
    }


def out_of_specification_open(nodes: Iterable[int]) -> list[OutOfSpecification]:
    """Results out of specification of these nodes, for the release review; struck ones stay listed."""
    rows = OutOfSpecification.objects.filter(result__sample__node_id__in=list(nodes))
    return list(rows.select_related("result__sample").order_by("id"))


def local(moment: datetime, zone: str) -> datetime:
    """A time in the zone it happened in."""
    return moment.astimezone(ZoneInfo(zone))
