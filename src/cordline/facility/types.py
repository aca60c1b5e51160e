"""Facts about places, equipment, reagents and licences as frozen values, and their coded words."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Origin(StrEnum):
    """Where a reagent comes from; it decides who may object to it or react to it (W18)."""

    HUMAN = "human"
    BOVINE = "bovine"
    PORCINE = "porcine"
    RECOMBINANT = "recombinant"
    SYNTHETIC = "synthetic"

    @property
    def label(self) -> str:
        """The origin as pages show it."""
        return self.value.capitalize()


class ReagentState(StrEnum):
    """Whether a reagent lot may be used: it waits in quarantine until quality lets it go."""

    QUARANTINE = "quarantine"
    RELEASED = "released"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The state as pages show it."""
        return self.value.capitalize()


class EquipmentKind(StrEnum):
    """What a piece of equipment is."""

    CABINET = "cabinet"
    INCUBATOR = "incubator"
    CENTRIFUGE = "centrifuge"
    COUNTER = "counter"
    TANK = "tank"
    FREEZER = "freezer"
    RATE_FREEZER = "rate_freezer"
    THAWER = "thawer"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind as pages show it."""
        return self.value.replace("_", " ").capitalize()


class LicenceScope(StrEnum):
    """What a licence allows. A facility's licence and a product's approval are two facts, never one (W3)."""

    CELL_FACILITY = "cell_facility"
    CLINIC = "clinic"
    OUTSIDE_LABORATORY = "outside_laboratory"
    PRODUCT_REGISTRATION = "product_registration"
    TRIAL_APPROVAL = "trial_approval"
    ADVERTISEMENT = "advertisement"
    PRACTISING_CERTIFICATE = "practising_certificate"

    @property
    def label(self) -> str:
        """The scope as pages show it."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class LicenceFacts:
    """One licence as it stands; in force from ``valid_from`` to the end of ``expires_on``, unless withdrawn."""

    number: str
    holder: str
    scope: LicenceScope
    product: str
    site: str
    valid_from: date
    expires_on: date
    document: str
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class ReagentFacts:
    """One reagent lot as the bench sees it."""

    code: str
    name: str
    supplier: str
    supplier_lot: str
    origin: Origin
    residues: tuple[str, ...]
    halal_certificate: str
    site: str
    state: ReagentState
    expires_at: datetime


@dataclass(frozen=True)
class EquipmentFacts:
    """One piece of equipment or one room as the bench sees it; ``calibrated_until`` is None where none is needed."""

    code: str
    name: str
    site: str
    calibrated_until: date | None
    out_of_service: str
    is_room: bool = False
