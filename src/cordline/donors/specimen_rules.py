"""What the infection tests of a donor say under one rule set, and which of them can count: rows 3 to 5.

A reactive reading counts wherever it comes from. A non-reactive one counts only from the right person, inside the
window, undiluted, with an approved kit in an accredited laboratory; otherwise every objection to it is a reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cordline.assays.types import DonorTest, Reactivity
from cordline.donors.dilution import Dilution, judge_dilution
from cordline.donors.reasons import missing, named, note, reason
from cordline.donors.rulebook import Rule, RuleBook
from cordline.donors.types import (
    Decision,
    DonationKind,
    DonorFacts,
    Question,
    Reason,
    ScreeningFacts,
    SpecimenFacts,
    SpecimenFrom,
)
from cordline.ground.products import RuleSet

_LAST = datetime.max.replace(tzinfo=UTC)  # a reading of unknown time is taken as the latest
_PERSONS = {
    SpecimenFrom.BIRTH_MOTHER: "birth mother",
    SpecimenFrom.INFANT: "infant",
    SpecimenFrom.DONOR: "donor",
}


@dataclass(frozen=True)
class Objection:
    """Why one reading cannot count, before objections of the same kind on one specimen become one reason."""

    rule: Rule
    code: str
    facts: tuple[tuple[str, object], ...]
    test: DonorTest
    decision: Decision | None = None


class Bench:
    """The readings of one donation as one rule set sees them."""

    def __init__(self, facts: DonorFacts, book: RuleBook) -> None:
        self.facts = facts
        self.book = book
        self.readings = [
            (specimen, reading)
            for specimen in facts.specimens
            for reading in specimen.tests
            if not reading.struck
        ]

    def of(self, *tests: DonorTest) -> list[tuple[SpecimenFacts, ScreeningFacts]]:
        """Every reading of these tests that has not been struck."""
        return [(specimen, reading) for specimen, reading in self.readings if reading.test in tests]

    def reactive(self, test: DonorTest) -> bool:
        """Whether any reading of this test was ever reactive; a later one does not undo it."""
        return any(reading.result is Reactivity.REACTIVE for _, reading in self.of(test))

    def undone(self, test: DonorTest) -> bool:
        """Whether a reading after the first reactive one was non-reactive, as if that could undo it."""
        results = [
            reading.result
            for specimen, reading in sorted(
                self.of(test), key=lambda pair: pair[1].reported_at or pair[0].taken_at or _LAST
            )
        ]
        if Reactivity.REACTIVE not in results:
            return False
        return Reactivity.NON_REACTIVE in results[results.index(Reactivity.REACTIVE) :]

    def cleared(self, test: DonorTest) -> bool:
        """Whether a valid specimen was non-reactive, and none reactive."""
        return not self.reactive(test) and any(
            not self.objections(specimen, reading) for specimen, reading in self.non_reactive(test)
        )

    def non_reactive(self, *tests: DonorTest) -> list[tuple[SpecimenFacts, ScreeningFacts]]:
        """The non-reactive readings of these tests, whether or not they can count."""
        return [pair for pair in self.of(*tests) if pair[1].result is Reactivity.NON_REACTIVE]

    def objections(
        self, specimen: SpecimenFacts, reading: ScreeningFacts, *, window: Rule | None = None
    ) -> list[Objection]:
        """Everything that keeps one reading of the donation specimen from counting."""
        if window is None:
            window = self.window()
        return [
            *_source(self, specimen, reading),
            *_timing(self, specimen, reading, window),
            *_dilution(self, specimen, reading),
            *_kit(self, reading, specimen),
            *_laboratory(self, reading, specimen),
        ]

    def window(self) -> Rule | None:
        """The window that applies: a wider one where the donor has been tested again later."""
        wider = self.book.one("window_when_retested")
        if wider is not None and (retest := self.book.one("retest")) and self.retested(retest):
            return wider
        return self.book.one("window")

    def retested(self, rule: Rule) -> bool:
        """Whether a later specimen, old enough, repeats every test the row names, all non-reactive."""
        return all(self._repeated(DonorTest(test), rule.given["after_days"]) for test in rule.given["repeat"])

    def _repeated(self, test: DonorTest, after_days: int) -> bool:
        if self.facts.donated_at is None or self.reactive(test):
            return False
        due = self.facts.donated_at + timedelta(days=after_days)
        return any(
            specimen.taken_at is not None
            and specimen.taken_at >= due
            and not [
                *_source(self, specimen, reading),
                *_kit(self, reading, specimen),
                *_laboratory(self, reading, specimen),
            ]
            for specimen, reading in self.non_reactive(test)
        )


def wanted_source(kind: DonationKind) -> SpecimenFrom:
    """Whose blood is tested: the birth mother's for a cord, since the newborn is younger than one month."""
    return SpecimenFrom.BIRTH_MOTHER if kind is DonationKind.CORD else SpecimenFrom.DONOR


def _source(bench: Bench, specimen: SpecimenFacts, reading: ScreeningFacts) -> Iterator[Objection]:
    rule = bench.book.one("specimen_source")
    if rule is None or bench.facts.kind is None:
        return
    wanted = wanted_source(bench.facts.kind)
    if specimen.source is None:
        yield Objection(rule, "donors.specimen_source_unknown", (("specimen", specimen.code),), reading.test)
    elif specimen.source is not wanted:
        facts = (
            ("specimen", specimen.code),
            ("found", _PERSONS[specimen.source]),
            ("wanted", _PERSONS[wanted]),
        )
        yield Objection(rule, "donors.wrong_specimen", facts, reading.test)


def _timing(
    bench: Bench, specimen: SpecimenFacts, reading: ScreeningFacts, window: Rule | None
) -> Iterator[Objection]:
    donated = bench.facts.donated_at
    if window is None or donated is None:
        return
    if specimen.taken_at is None:
        yield Objection(window, "donors.specimen_time_unknown", (("specimen", specimen.code),), reading.test)
        return
    # Two instants, never two calendar days: a specimen at the boundary is judged alike in every time zone.
    apart = specimen.taken_at - donated
    if not timedelta(days=window.given["from_days"]) <= apart <= timedelta(days=window.given["to_days"]):
        event = "birth" if bench.facts.kind is DonationKind.CORD else "donation"
        facts = (
            ("specimen", specimen.code),
            ("when", _distance(apart, event)),
            ("window", _window(window, event)),
        )
        yield Objection(window, "donors.outside_window", facts, reading.test)


def _distance(apart: timedelta, event: str) -> str:
    side = "after" if apart >= timedelta(0) else "before"
    minutes, seconds = divmod(round(abs(apart).total_seconds()), 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        f"{count} {unit}{'' if count == 1 else 's'}"
        for count, unit in ((days, "day"), (hours, "hour"), (minutes, "minute"), (seconds, "second"))
        if count
    ]
    return f"{' '.join(parts) or 'at the moment'} {side} the {event}"


def _window(rule: Rule, event: str) -> str:
    before, after = -rule.given["from_days"], rule.given["to_days"]
    start = f"{before} days before the {event}" if before else f"the {event}"
    return f"from {start} to {after} days after it"


def _dilution(bench: Bench, specimen: SpecimenFacts, reading: ScreeningFacts) -> Iterator[Objection]:
    rule = bench.book.one("dilution")
    if rule is None or (reading.kit is not None and reading.kit.validated_for_diluted_plasma):
        return
    judged = judge_dilution(
        specimen.infusions,
        weight_kg=bench.facts.weight_kg,
        age_years=bench.facts.age_years,
        any_volume=rule.given["trigger"] == "any_volume",
        trigger_ml=rule.given["trigger_ml"],
    )
    if isinstance(judged, str):
        facts: tuple[tuple[str, object], ...] = (("specimen", specimen.code), ("fact", judged))
        yield Objection(rule, "donors.infusions_unknown", facts, reading.test, decision=Decision.INCOMPLETE)
    elif isinstance(judged, Dilution) and judged.too_much:
        facts = (
            ("specimen", specimen.code),
            ("colloid_crystalloid", judged.colloid_crystalloid_ml),
            ("plasma", judged.plasma_ml),
            ("all_fluids", judged.all_fluids_ml),
            ("blood", judged.blood_volume_ml),
        )
        yield Objection(rule, "donors.plasma_diluted", facts, reading.test)


def _kit(bench: Bench, reading: ScreeningFacts, specimen: SpecimenFacts) -> Iterator[Objection]:
    rule = bench.book.one("kit")
    if rule is None:
        return
    if reading.kit is None:
        yield Objection(rule, "donors.kit_unknown", (("specimen", specimen.code),), reading.test)
    elif reading.kit.donor_screening_under.isdisjoint(RuleSet(name) for name in rule.given["under"]):
        facts = (("kit", reading.kit.name), ("specimen", specimen.code))
        yield Objection(rule, "donors.kit_not_approved", facts, reading.test)


def _laboratory(bench: Bench, reading: ScreeningFacts, specimen: SpecimenFacts) -> Iterator[Objection]:
    rule = bench.book.one("laboratory")
    if rule is None:
        return
    laboratory = reading.laboratory
    if laboratory is None:
        yield Objection(rule, "donors.laboratory_unknown", (("specimen", specimen.code),), reading.test)
        return
    facts = (("laboratory", laboratory.name), ("specimen", specimen.code))
    if laboratory.accredited_under.isdisjoint(RuleSet(name) for name in rule.given["under"]):
        yield Objection(rule, "donors.laboratory_not_accredited", facts, reading.test)
    tested = _day(reading.reported_at or specimen.taken_at)
    if laboratory.accredited_until and tested and tested > laboratory.accredited_until:
        yield Objection(
            rule, "donors.laboratory_expired", (*facts, ("ended", laboratory.accredited_until)), reading.test
        )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def needed_tests(bench: Bench) -> Iterator[Reason]:
    """Rows 3 to 5: each test that is asked and has no reading that counts, with everything against those there are."""
    objections: list[Objection] = []
    for rule in bench.book.of_kind("test"):
        needed = _is_needed(rule, bench)
        if isinstance(needed, str):
            yield missing(rule, needed)
        elif needed:
            tests = [DonorTest(name) for name in rule.given["any_of"]]
            if any(bench.reactive(test) for test in tests):
                continue  # done, and the reactive reading has a row of its own
            pairs = _of_the_donation(bench, bench.non_reactive(*tests))
            judged = [bench.objections(specimen, reading) for specimen, reading in pairs]
            if not judged or all(judged) and rule.given.get("recommended"):
                yield _absent(rule, bench, tests)
            elif all(judged):
                objections += [objection for found in judged for objection in found]
    yield from _grouped(objections)


def _is_needed(rule: Rule, bench: Bench) -> bool | str:
    """Whether a test is asked of this donor, or the name of the fact that would tell."""
    when, facts = rule.given.get("when", {}), bench.facts
    if "leukocyte_rich" in when:
        if facts.product is None:
            return "product"
        rich = bench.book.one("leukocyte_rich")
        return rich is not None and facts.product.value in rich.given["products"]
    if "answer" in when:
        answers = facts.history.answers if facts.history else {}
        return answers.get(Question(when["answer"])) == "yes"
    if "season_in" in when:
        return _in_season(when, facts)
    return True


def _in_season(when: dict[str, str], facts: DonorFacts) -> bool | str:
    if facts.collected_in is None:
        return "country of collection"
    if facts.collected_in == when["season_in"]:
        if facts.donated_at is None:
            return "time of the donation"
        # The donation's own zone says which day it was where the mosquitoes are.
        return when["from"] <= facts.donated_at.strftime("%m-%d") <= when["to"]
    if facts.ships_to is None:
        return "countries the product is shipped to"
    return when["or_ships_to"] in facts.ships_to


def _of_the_donation(
    bench: Bench, pairs: list[tuple[SpecimenFacts, ScreeningFacts]]
) -> list[tuple[SpecimenFacts, ScreeningFacts]]:
    """Leave out specimens of a later retest where an earlier one exists, so that they are not blamed for their age."""
    retest = bench.book.one("retest")
    donated = bench.facts.donated_at
    after = timedelta(days=retest.given["after_days"] if retest else 180)
    early = [
        pair
        for pair in pairs
        if donated is None or pair[0].taken_at is None or pair[0].taken_at - donated < after
    ]
    return early or pairs


def _absent(rule: Rule, bench: Bench, tests: list[DonorTest]) -> Reason:
    label = " or ".join(test.label for test in tests)
    if rule.given.get("recommended"):
        return note(rule, "donors.test_recommended", test=label)
    tried = any(reading.result is Reactivity.INVALID for _, reading in bench.of(*tests))
    return reason(rule, "donors.test_invalid" if tried else "donors.test_missing", test=label)


def _grouped(objections: Iterable[Objection]) -> Iterator[Reason]:
    """One reason for one fault of one specimen, naming every test it spoils."""
    spoiled: dict[tuple[Rule, str, tuple[tuple[str, object], ...], Decision | None], list[DonorTest]] = {}
    for each in objections:
        spoiled.setdefault((each.rule, each.code, each.facts, each.decision), []).append(each.test)
    for (rule, code, facts, decision), tests in spoiled.items():
        row = 3 if decision is Decision.INCOMPLETE else rule.row
        labels = named(test.label for test in tests)
        yield reason(rule, code, decision=decision, row=row, tests=labels, **dict[str, Any](facts))
