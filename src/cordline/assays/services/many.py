"""How many results come on record at once, from a laboratory's file: all of them or none."""

from collections.abc import Sequence

from cordline.assays import recording_rules, selectors, verbs
from cordline.assays.models import Laboratory, Method
from cordline.assays.services.results import (
    NewResult,
    content_of,
    insert_results_within,
    keep_out_of_specification,
    label,
    stop_for_within,
)
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused
from cordline.ledger.services import Entry, act, database_now


def why_not_recorded_many(results: Sequence[NewResult], *, by: Actor) -> list[list[Refusal]]:
    """Give for each result every reason it cannot go on record, with a handful of queries for all of them."""
    samples = selectors.samples_by_code({new.sample for new in results})
    methods = dict(Method.objects.values_list("code", "test"))
    laboratories = set(Laboratory.objects.values_list("code", flat=True))
    now = database_now()
    judged = []
    for new in results:
        facts = samples.get(new.sample)
        if facts is None:
            judged.append([Refusal("assays.sample_unknown", sample=new.sample[:40])])
            continue
        reasons = []
        if facts.site != by.site:
            reasons.append(Refusal("assays.foreign_site", code=facts.code, site=facts.site))
        reasons += recording_rules.why_not_reported(new.reported_at, facts, now)
        reasons += recording_rules.why_not_reading(new.reading, facts)
        if new.method and methods.get(new.method) != new.reading.test:
            of = methods.get(new.method)
            reasons.append(
                Refusal("assays.method_unknown", method=new.method[:40])
                if of is None
                else Refusal(
                    "assays.method_of_another_test",
                    method=new.method,
                    found=label(of),
                    wanted=label(new.reading.test),
                )
            )
        if new.laboratory and new.laboratory not in laboratories:
            reasons.append(Refusal("assays.laboratory_unknown", laboratory=new.laboratory[:40]))
        judged.append(reasons)
    return judged


def record_results(*, results: Sequence[NewResult], by: Actor, key: str) -> Entry:
    """Record many results in one act; every bad one stops what it must, in the same transaction.

    ``payload["results"]`` gives their codes in order. Refuses: what ``record_result`` refuses, all reasons at once.
    Writes: assays.results.recorded.
    """
    content = {"results": [content_of(new) for new in results]}
    with act(verbs.RESULTS_RECORDED, by=by, key=key, content=content) as this:
        if this.answered:
            return this.entry
        reasons = [reason for each in why_not_recorded_many(results, by=by) for reason in each]
        if reasons:
            raise Refused(reasons)
        samples = selectors.samples_by_code({new.sample for new in results})
        codes = insert_results_within(this, results, samples)
        stops = []
        for code, new in zip(codes, results, strict=True):
            stop = stop_for_within(this, new, samples[new.sample])
            if stop:
                keep_out_of_specification(this, code, stop)
                stops.append(stop)
        touched = list(dict.fromkeys(samples[new.sample].node_code for new in results))
        return this.record(
            subject=codes[0] if codes else "",
            units=[*touched, *(each for stop in stops for each in (stop.hold, stop.deviation))],
            payload={
                "count": len(codes),
                "results": codes,
                "of": touched,
                "adverse": len(stops),
                "holds": [stop.hold for stop in stops],
            },
        )
