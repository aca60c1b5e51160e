"""Facts about natural persons. Whatever is personal is kept out of every ``repr``, so that no log can carry it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from cordline.ground.codes import Kind


class PersonKind(StrEnum):
    """In which part somebody is known to the house; one human being may be known in two, under two codes (R-36)."""

    PATIENT = "patient"
    DONOR = "donor"
    INQUIRER = "inquirer"  # asked a question on the public pages; nothing else is known of them

    @property
    def code_kind(self) -> Kind:
        """The kind of code such a person bears; who asked bears the reference of the question."""
        return {"patient": Kind.PATIENT, "donor": Kind.DONOR, "inquirer": Kind.INQUIRY}[self.value]


class Sex(StrEnum):
    """As the passport says it."""

    FEMALE = "F"
    MALE = "M"
    UNSPECIFIED = "X"

    @property
    def label(self) -> str:
        """The word that banners show."""
        return {"F": "Female", "M": "Male", "X": "Not specified"}[self.value]


class Allergen(StrEnum):
    """What somebody may be allergic to, as coded data that is compared with a product's list of residues."""

    DMSO = "dmso"
    HUMAN_ALBUMIN = "human_albumin"
    HUMAN_PLATELET_LYSATE = "human_platelet_lysate"
    BOVINE = "bovine"
    PORCINE = "porcine"
    DEXTRAN = "dextran"
    GENTAMICIN = "gentamicin"
    PENICILLIN = "penicillin"
    STREPTOMYCIN = "streptomycin"
    AMPHOTERICIN = "amphotericin"
    HEPARIN = "heparin"
    LATEX = "latex"
    CHLORHEXIDINE = "chlorhexidine"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The name as banners show it."""
        words = {
            Allergen.DMSO: "DMSO",
            Allergen.BOVINE: "Bovine material",
            Allergen.PORCINE: "Porcine material",
        }
        return words.get(self) or self.value.replace("_", " ").capitalize()


# Every personal text of a person; each is a ciphertext in the table and bears its own name as associated data.
TEXTS = (
    "full_name", "called_name", "own_script_name", "kana", "birth_date", "sex", "contacts", "languages",
    "allergies_text", "notes",
)  # fmt: skip


@dataclass(frozen=True)
class Identity:
    """What is personal about somebody, in clear; lives for one request and is never logged."""

    full_name: str = field(default="", repr=False)
    called_name: str = field(default="", repr=False)
    own_script_name: str = field(default="", repr=False)
    kana: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)
    sex: Sex | None = field(default=None, repr=False)
    contacts: Mapping[str, str] = field(default_factory=dict, repr=False)
    languages: tuple[str, ...] = field(default=(), repr=False)
    allergies_text: str = field(default="", repr=False)
    notes: str = field(default="", repr=False)


@dataclass(frozen=True)
class PersonFacts:
    """What rules know of a person: by code, never by name."""

    code: str
    kind: PersonKind
    site: str
    registered_at: datetime
    erased_at: datetime | None = None


@dataclass(frozen=True)
class Allergies:
    """What was answered about allergies and when; ``asked_at`` empty means that nobody asked yet."""

    codes: frozenset[str] = frozenset()
    asked_at: datetime | None = None


@dataclass(frozen=True)
class Banner:
    """Who the patient is, on every chart, bedside and sign page (U31). Without the right to a name, the code alone."""

    code: str
    kind: PersonKind
    site: str
    name: str = field(default="", repr=False)
    own_script_name: str = field(default="", repr=False)
    called_by: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)
    sex: str = field(default="", repr=False)
    weight_kg: Decimal | None = None
    weighed_on: date | None = None
    allergies: tuple[str, ...] = ()
    allergies_asked_on: date | None = None
    alerts: tuple[str, ...] = ()
    named: bool = True


@dataclass(frozen=True)
class Found:
    """One line of the list of persons."""

    code: str
    kind: PersonKind
    site: str
    registered_at: datetime
    name: str = field(default="", repr=False)
    own_script_name: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Retained:
    """What law keeps of somebody after an erasure, why, and until when (empty: without end).

    ``identity`` is true where the law keeps the name too: then the erasure waits until that day.
    """

    what: str
    basis: str
    until: date | None = None
    identity: bool = False


@dataclass(frozen=True)
class ReadFacts:
    """One opening of somebody's record: who, when, what, why."""

    at: datetime
    actor: str
    name: str
    site: str
    what: str
    reason: str
