"""What is known about a donor and her donation when its eligibility is judged, and what a judgement says.

Facts come from the tables of this room and of assays, or from a JSON file; the judgement is the same. A fact that is
not known is ``None`` and is never taken for a no.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from cordline.assays.types import DonorTest, Reactivity
from cordline.ground.products import Product, RuleSet
from cordline.ground.refusal import Refusal


class Decision(StrEnum):
    """What a judgement says of a donation; ``not_required`` only for cells that go back to their own donor."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    INCOMPLETE = "incomplete"
    NOT_REQUIRED = "not_required"


class DonorKind(StrEnum):
    """Who gives."""

    BIRTH_MOTHER = "birth_mother"
    LIVING_DONOR = "living_donor"

    @property
    def label(self) -> str:
        """The words a page shows."""
        return self.value.replace("_", " ")


class Finding(StrEnum):
    """What a physical examination may find that speaks for an infection or its risk."""

    JAUNDICE = "jaundice"
    ENLARGED_LYMPH_NODES = "enlarged_lymph_nodes"
    NEEDLE_TRACKS = "needle_tracks"
    RECENT_TATTOO = "recent_tattoo"
    ORAL_THRUSH = "oral_thrush"
    SKIN_LESIONS = "skin_lesions"
    GENITAL_LESIONS = "genital_lesions"
    FEVER = "fever"
    ENLARGED_LIVER = "enlarged_liver"
    WEIGHT_LOSS = "weight_loss"

    @property
    def label(self) -> str:
        """The words a page shows."""
        return self.value.replace("_", " ")


class NewsKind(StrEnum):
    """What was heard after a donation."""

    MOTHER_ILL = "mother_ill"
    MOTHER_INFECTION = "mother_infection"
    MOTHER_CANCER = "mother_cancer"
    CHILD_GENETIC_DISEASE = "child_genetic_disease"
    CHILD_CANCER = "child_cancer"
    CHILD_ILL = "child_ill"
    HISTORY_CORRECTED = "history_corrected"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The words a page shows."""
        return self.value.replace("_", " ")


class NewsFrom(StrEnum):
    """Who told it; anyone may, at any time."""

    DONOR = "donor"
    FAMILY = "family"
    MATERNITY_PARTNER = "maternity_partner"
    PHYSICIAN = "physician"
    LABORATORY = "laboratory"
    AUTHORITY = "authority"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The words a page shows."""
        return self.value.replace("_", " ")


class DonationKind(StrEnum):
    """What was donated: it decides whose blood is tested."""

    CORD = "cord"
    BLOOD = "blood"


class DonationUse(StrEnum):
    """For whom: others, or the donor alone."""

    ALLOGENEIC = "allogeneic"
    AUTOLOGOUS = "autologous"


class SpecimenFrom(StrEnum):
    """Whose blood a specimen is."""

    BIRTH_MOTHER = "birth_mother"
    INFANT = "infant"
    DONOR = "donor"


class Scope(StrEnum):
    """What a donor agrees to, each on its own line of the consent."""

    DONATION = "donation"
    INFECTION_TESTS = "infection_tests"
    ALLOGENEIC_USE = "allogeneic_use"
    AUTOLOGOUS_USE = "autologous_use"
    RESEARCH = "research"
    CONTACT_LATER = "contact_later"


class Question(StrEnum):
    """One question of the donor interview; which of them a rule set asks is its data."""

    HIV_HBV_HCV_RISK = "hiv_hbv_hcv_risk"
    INFECTION_HISTORY = "infection_history"
    CJD_RISK = "cjd_risk"
    DEMENTIA_UNKNOWN_CAUSE = "dementia_unknown_cause"
    PITUITARY_DURA_CORNEA = "pituitary_dura_cornea"
    XENOTRANSPLANT = "xenotransplant"
    MALIGNANCY = "malignancy"
    UNCONTROLLED_INFECTION = "uncontrolled_infection"
    SEPSIS = "sepsis"
    AUTOIMMUNE_DISEASE = "autoimmune_disease"
    RECENT_LIVE_VACCINE = "recent_live_vaccine"
    TOXIC_EXPOSURE = "toxic_exposure"
    WEST_NILE_RISK = "west_nile_risk"
    ZIKA_RISK = "zika_risk"
    TUBERCULOSIS_RISK = "tuberculosis_risk"
    MALARIA_RISK = "malaria_risk"
    GENETIC_DISEASE = "genetic_disease"
    HTLV_AREA = "htlv_area"


class Answer(StrEnum):
    """What was answered; ``unknown`` is an answer that leaves the decision open."""

    NO = "no"
    YES = "yes"
    UNKNOWN = "unknown"


class Delivery(StrEnum):
    """How the child was born."""

    CAESAREAN = "caesarean"
    VAGINAL = "vaginal"


class AssessmentOf(StrEnum):
    """What a physician's risk assessment is about."""

    ANTI_HBC = "anti_hbc"
    SYPHILIS = "syphilis"


class AssessmentOutcome(StrEnum):
    """What a signed assessment concluded."""

    ACCEPTABLE = "acceptable"
    NOT_ACCEPTABLE = "not_acceptable"


class Mark(StrEnum):
    """How sure the house is of a rule; an unverified one must be confirmed by the site."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class EligibilityFacts:
    """Where one donation stands: the decision in force, and whether the responsible person has signed it.

    ``usable`` alone lets anything rest on it: signed, and eligible or not required.
    """

    donation: str
    donor: str
    site: str
    decision: Decision
    signed: bool
    for_person: str | None = None
    number: int = 0
    judged_at: datetime | None = None
    signed_at: datetime | None = None
    signed_by: str = ""
    versions: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Say whether cells of this donation may be released, as far as the donor goes."""
        return self.signed and self.decision in {Decision.ELIGIBLE, Decision.NOT_REQUIRED}


@dataclass(frozen=True)
class ConsentFacts:
    """The mother's (or donor's) consent as it stands now."""

    signed_at: datetime | None = None
    scopes: frozenset[Scope] = frozenset()
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class HistoryFacts:
    """The interview of the donor, for a cord of the birth mother."""

    taken_at: datetime | None = None
    answers: dict[Question, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class ExaminationFacts:
    """The physical examination: what was found that speaks for an infection or its risk."""

    done_at: datetime | None = None
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class InfusionFacts:
    """What had run into the donor before the specimen was drawn, which may have diluted it.

    Blood and colloid count over 48 hours, crystalloid over one hour. Volumes in mL.
    """

    blood_loss: bool | None = None
    blood_ml_48h: int | None = None
    colloid_ml_48h: int | None = None
    crystalloid_ml_1h: int | None = None


@dataclass(frozen=True)
class KitFacts:
    """A test kit, and the rule sets under which it is approved for screening donors (not only for diagnosis)."""

    name: str
    donor_screening_under: frozenset[RuleSet] = frozenset()
    validated_for_diluted_plasma: bool = False


@dataclass(frozen=True)
class LaboratoryFacts:
    """A testing laboratory, the rule sets that accept its accreditation, and its last day."""

    name: str
    accredited_under: frozenset[RuleSet] = frozenset()
    accredited_until: date | None = None


@dataclass(frozen=True)
class ScreeningFacts:
    """One reading of one test on one specimen; a struck one stays visible and no longer counts."""

    test: DonorTest
    result: Reactivity
    kit: KitFacts | None = None
    laboratory: LaboratoryFacts | None = None
    reported_at: datetime | None = None
    struck: bool = False
    code: str = ""


@dataclass(frozen=True)
class SpecimenFacts:
    """One blood specimen with its readings."""

    code: str
    source: SpecimenFrom | None = None
    taken_at: datetime | None = None
    infusions: InfusionFacts | None = None
    tests: tuple[ScreeningFacts, ...] = ()


@dataclass(frozen=True)
class AssessmentFacts:
    """A risk assessment; without a signature it decides nothing."""

    of: AssessmentOf
    outcome: AssessmentOutcome | None = None
    signed_at: datetime | None = None


@dataclass(frozen=True)
class NewsFacts:
    """Something heard after the donation, from anyone; it re-opens the decision until it is assessed and signed."""

    code: str
    heard_at: datetime | None = None
    outcome: AssessmentOutcome | None = None
    signed_at: datetime | None = None


@dataclass(frozen=True)
class DonorFacts:
    """Everything the rules of eligibility look at for one donation of one donor."""

    id: str
    product: Product | None = None
    kind: DonationKind | None = None
    use: DonationUse | None = None
    donated_at: datetime | None = None
    collected_in: str | None = None
    ships_to: frozenset[str] | None = None
    age_years: int | None = None
    weight_kg: Decimal | None = None
    gestation_weeks: int | None = None
    delivery: Delivery | None = None
    infant_healthy: bool | None = None
    consent: ConsentFacts | None = None
    history: HistoryFacts | None = None
    examination: ExaminationFacts | None = None
    specimens: tuple[SpecimenFacts, ...] = ()
    assessments: tuple[AssessmentFacts, ...] = ()
    news: tuple[NewsFacts, ...] = ()
    urgent_need: bool = False


@dataclass(frozen=True)
class Reason:
    """One reason of a verdict: the sentence, the row it follows, how sure that row is, and what it decides alone."""

    rule_set: RuleSet
    row: int
    rule: str
    refusal: Refusal
    decision: Decision
    source: str
    mark: Mark
    consequences: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The reason as the console, the page and the record carry it."""
        return {
            **self.refusal.as_json(),
            "rule_set": self.rule_set.value,
            "row": self.row,
            "rule": self.rule,
            "decision": self.decision.value,
            "source": self.source,
            "mark": self.mark.value,
        }


@dataclass(frozen=True)
class RuleSetVerdict:
    """What one version of one rule set says; the first row of the decision table that matches decides."""

    rule_set: RuleSet
    version: str
    binds: bool
    decision: Decision
    reasons: tuple[Reason, ...]
    unverified: tuple[str, ...]
    ruled_out: bool

    @property
    def consequences(self) -> tuple[str, ...]:
        """What follows from every reason, each once, in the order of the table."""
        return tuple(dict.fromkeys(name for reason in self.reasons for name in reason.consequences))

    def as_json(self) -> dict[str, object]:
        """The verdict as the console, the page and the record carry it."""
        return {
            "decision": self.decision.value,
            "version": self.version,
            "binds": self.binds,
            "ruled_out": self.ruled_out,
            "reasons": [reason.as_json() for reason in self.reasons],
            "consequences": list(self.consequences),
            "unverified_rules": list(self.unverified),
        }


@dataclass(frozen=True)
class Eligibility:
    """The judgement of one donation: every rule set's verdict, and what those that bind the site say together."""

    id: str
    decision: Decision
    by_rule_set: tuple[RuleSetVerdict, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every reason of the binding rule sets, in the order of the table."""
        return tuple(reason for verdict in self.by_rule_set if verdict.binds for reason in verdict.reasons)

    def as_json(self) -> dict[str, object]:
        """The answer of ``eligibility FILE.json`` for one donor; its first four keys never change."""
        return {
            "id": self.id,
            "decision": self.decision.value,
            "by_rule_set": {verdict.rule_set.value: verdict.as_json() for verdict in self.by_rule_set},
            "reasons": [reason.as_json() for reason in self.reasons],
        }
