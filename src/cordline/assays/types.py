"""What a sample, a method, a result and a specification are when a rule looks at them.

"Below detection" and "not done" are values, never blanks or zeros (U106). A measured value is a decimal with a unit.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from cordline.ground.products import Product, RuleSet, Use
from cordline.ground.refusal import Refusal


class DonorTest(StrEnum):
    """A blood test of donor screening. An HIV-1/2 combination counts as both antibodies."""

    HIV_ANTIBODY = "hiv_antibody"
    HIV_NAT = "hiv_nat"
    HBSAG = "hbsag"
    ANTI_HBC = "anti_hbc"
    HBV_NAT = "hbv_nat"
    HCV_ANTIBODY = "hcv_antibody"
    HCV_NAT = "hcv_nat"
    SYPHILIS_NONTREPONEMAL = "syphilis_nontreponemal"
    SYPHILIS_TREPONEMAL = "syphilis_treponemal"
    HTLV_ANTIBODY = "htlv_antibody"
    CMV_ANTIBODY = "cmv_antibody"
    WNV_NAT = "wnv_nat"
    ZIKA_NAT = "zika_nat"

    @property
    def label(self) -> str:
        """The test's name as sentences and pages show it."""
        return _DONOR_TESTS[self]


_DONOR_TESTS = {
    DonorTest.HIV_ANTIBODY: "HIV-1/2 antibody",
    DonorTest.HIV_NAT: "HIV NAT",
    DonorTest.HBSAG: "HBsAg",
    DonorTest.ANTI_HBC: "total anti-HBc",
    DonorTest.HBV_NAT: "HBV NAT",
    DonorTest.HCV_ANTIBODY: "HCV antibody",
    DonorTest.HCV_NAT: "HCV NAT",
    DonorTest.SYPHILIS_NONTREPONEMAL: "syphilis, non-treponemal",
    DonorTest.SYPHILIS_TREPONEMAL: "syphilis, treponemal",
    DonorTest.HTLV_ANTIBODY: "HTLV-I/II antibody",
    DonorTest.CMV_ANTIBODY: "CMV antibody",
    DonorTest.WNV_NAT: "West Nile virus NAT",
    DonorTest.ZIKA_NAT: "Zika virus NAT",
}


class Reactivity(StrEnum):
    """What a screening test said."""

    REACTIVE = "reactive"
    NON_REACTIVE = "non_reactive"
    INVALID = "invalid"
    NOT_DONE = "not_done"


class LotTest(StrEnum):
    """A test of a cell bank or a lot, named once for specifications, results and certificates."""

    VIABILITY = "viability"
    CELL_COUNT = "cell_count"
    CD73 = "cd73"
    CD90 = "cd90"
    CD105 = "cd105"
    CD45 = "cd45"
    CD34 = "cd34"
    CD14 = "cd14"
    CD19 = "cd19"
    HLA_DR = "hla_dr"
    ENDOTOXIN = "endotoxin"
    MYCOPLASMA = "mycoplasma"
    STERILITY = "sterility"
    GRAM_STAIN = "gram_stain"
    KARYOTYPE = "karyotype"
    POTENCY = "potency"
    APPEARANCE = "appearance"
    IDENTITY_MATCH = "identity_match"
    RESIDUAL_BOVINE_PROTEIN = "residual_bovine_protein"
    ADVENTITIOUS_VIRUS = "adventitious_virus"

    @property
    def label(self) -> str:
        """The test's name as specifications, pages and certificates show it."""
        return _LOT_TESTS.get(self, self.value.replace("_", " ").capitalize())


_LOT_TESTS = {
    LotTest.VIABILITY: "Viability",
    LotTest.CELL_COUNT: "Cell count per container",
    LotTest.CD14: "CD14 or CD11b",
    LotTest.CD19: "CD19 or CD79a",
    LotTest.HLA_DR: "HLA-DR",
    LotTest.APPEARANCE: "Appearance: no clumps",
    LotTest.IDENTITY_MATCH: "Identity match to the donor",
    LotTest.POTENCY: "Potency: suppression of T-cell growth",
    **{t: t.value.upper() for t in (LotTest.CD73, LotTest.CD90, LotTest.CD105, LotTest.CD45, LotTest.CD34)},
}


class ValueKind(StrEnum):
    """What a result holds."""

    NUMBER = "number"
    BELOW_DETECTION = "below_detection"
    NEGATIVE = "negative"
    POSITIVE = "positive"
    NORMAL = "normal"
    ABNORMAL = "abnormal"
    REACTIVE = "reactive"
    NON_REACTIVE = "non_reactive"
    INVALID = "invalid"
    NOT_DONE = "not_done"

    @property
    def label(self) -> str:
        """How a page shows a value that is no number."""
        return self.value.replace("_", "-" if self is ValueKind.NON_REACTIVE else " ")


NUMERIC = frozenset({ValueKind.NUMBER, ValueKind.BELOW_DETECTION})
NO_ANSWER = frozenset({ValueKind.INVALID, ValueKind.NOT_DONE})


class Taken(StrEnum):
    """What a sample is of."""

    BIRTH_MOTHER = "birth_mother"
    INFANT = "infant"
    DONOR = "donor"
    CORD = "cord"
    CULTURE = "culture"
    BANK = "bank"
    LOT = "lot"

    @property
    def label(self) -> str:
        """The words a page shows."""
        return self.value.replace("_", " ")


OF_A_DONOR = frozenset({Taken.BIRTH_MOTHER, Taken.INFANT, Taken.DONOR})


class LimitKind(StrEnum):
    """How a specification line is judged."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    RANGE = "range"
    NEGATIVE = "negative"
    NORMAL = "normal"
    REPORT = "report"


class Stage(StrEnum):
    """At which material a test is done: once for a bank, for each lot, or for the dose of one patient."""

    BANK = "bank"
    LOT = "lot"
    DOSE = "dose"


class Outcome(StrEnum):
    """What the results say about one line."""

    PASSED = "passed"
    FAILED = "failed"
    MISSING = "missing"
    REPORTED = "reported"


@dataclass(frozen=True)
class Limit:
    """One acceptance limit: bounds are inclusive except for ``less_than``; the unit is part of it."""

    kind: LimitKind
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        match self.kind:
            case LimitKind.AT_LEAST:
                return f"at least {self.low}{unit}"
            case LimitKind.AT_MOST:
                return f"at most {self.high}{unit}"
            case LimitKind.LESS_THAN:
                return f"less than {self.high}{unit}"
            case LimitKind.RANGE:
                return f"{self.low} to {self.high}{unit}"
            case LimitKind.NEGATIVE:
                return "negative"
            case LimitKind.NORMAL:
                return "normal"
            case LimitKind.REPORT:
                return "report only"


@dataclass(frozen=True)
class LineFacts:
    """One line of a specification: which test, which limit, how, and how sure its source is."""

    test: LotTest
    limit: Limit
    stage: Stage = Stage.LOT
    method: str = ""
    required: bool = True
    source: str = ""
    mark: str = "unverified"


@dataclass(frozen=True)
class SpecificationFacts:
    """A version of a product's specification for one use and market."""

    code: str
    version: int
    product: Product
    use: Use
    market: RuleSet
    lines: tuple[LineFacts, ...]
    passage_limit: int | None = None
    approved_at: datetime | None = None


@dataclass(frozen=True)
class ResultFacts:
    """One reading of one test; a struck one stays on the record and no longer counts."""

    code: str
    test: str
    kind: ValueKind
    value: Decimal | None = None
    unit: str = ""
    detection_limit: Decimal | None = None
    sample: str = ""
    method: str = ""
    struck: bool = False
    recorded_at: datetime | None = None
    recorded_by: str = ""


@dataclass(frozen=True)
class SampleFacts:
    """One sample as rules see it: what it is of, and which product line its lot belongs to."""

    code: str
    site: str
    node: int
    node_code: str
    taken_from: Taken
    taken_at: datetime
    product: Product | None = None


@dataclass(frozen=True)
class Reading:
    """A reading as somebody reports it, before it is recorded."""

    test: str
    kind: ValueKind
    value: Decimal | None = None
    unit: str = ""
    detection_limit: Decimal | None = None

    @property
    def donor_test(self) -> "DonorTest | None":
        """The screening test it is of, if it is one."""
        return DonorTest(self.test) if self.test in set(DonorTest) else None


@dataclass(frozen=True)
class Adverse:
    """A reading that must stop something: why, how bad, and against which limit."""

    why: Refusal
    severity: str
    limit: str
    specification: str = ""


@dataclass(frozen=True)
class Verdict:
    """What all results say about one line, with every reason against it."""

    line: LineFacts
    outcome: Outcome
    results: tuple[ResultFacts, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def as_said(moment: datetime) -> datetime | str:
    """A claimed time as the content of an act holds it; one without a zone stays as it was said, to be refused."""
    return moment if moment.tzinfo else moment.isoformat()
