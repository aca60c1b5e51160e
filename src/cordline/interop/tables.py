"""The columns of each import: what they mean, which are needed, and the column a refusal is about."""

from collections.abc import Mapping
from types import MappingProxyType

from cordline.assays.types import ValueKind
from cordline.bank.types import LotKind
from cordline.donors.types import Delivery, DonationUse, DonorKind, Scope
from cordline.ground.products import Product
from cordline.interop import cells
from cordline.interop.cells import Column
from cordline.interop.types import ImportKind
from cordline.lab.types import Integrity

_REFERENCE = Column(
    "reference", cells.text, "the other system's own identifier, never a name", "OLD-0001", True
)

DONORS = (
    _REFERENCE,
    Column("kind", cells.choice(DonorKind), "birth_mother or living_donor", "birth_mother", True),
    Column(
        "full_name",
        cells.text,
        "as in the passport; kept under the person's own key",
        "Contoh Satu (demo)",
        True,
    ),
    Column("own_script_name", cells.text, "name in own script"),
    Column("birth_date", cells.day, "year first", "1994-05-02", True),
    Column("sex", cells.text, "F, M or X, as in the passport", "F", True),
    Column("consent_signed_at", cells.moment, "with offset", "2026-02-20T15:30:00+08:00"),
    Column(
        "consent_scopes", cells.several(Scope), "with semicolons", "donation; infection_tests; allogeneic_use"
    ),
    Column("consent_text", cells.text, "version of the text that was signed", "donor-consent-1"),
    Column("consent_language", cells.text, "language read", "ms"),
)
CORDS = (
    _REFERENCE,
    Column("donor", cells.text, "donor code, or the reference of an imported donor", "OLD-0001", True),
    Column("donated_at", cells.moment, "birth, with offset", "2026-03-10T09:00:00+08:00", True),
    Column("zone", cells.text, "time zone of the place", "Asia/Kuala_Lumpur", True),
    Column("product", cells.choice(Product), "product line", "MSC-WJ", True),
    Column("use", cells.choice(DonationUse), "allogeneic or autologous", "allogeneic", True),
    Column("for_person", cells.text, "own cells: the person's code"),
    Column("infant_number", cells.whole, "1, or of twins the order of birth", "1"),
    Column("gestation_weeks", cells.whole, "completed weeks", "39"),
    Column("delivery", cells.choice(Delivery), "caesarean or vaginal", "caesarean"),
    Column("infant_healthy", cells.yes_no, "yes or no", "yes"),
    Column("donor_age_years", cells.whole, "of the mother", "31"),
    Column("collected_in", cells.text, "country, two letters", "MY", True),
    Column("ships_to", cells.countries, "countries, with semicolons"),
    Column("arrived_at", cells.moment, "at the laboratory, with offset", "2026-03-10T18:00:00+08:00", True),
    Column("lowest_c", cells.number, "lowest temperature on the way, °C", "3.5", True),
    Column("highest_c", cells.number, "highest temperature on the way, °C", "7.8", True),
    Column("integrity", cells.choice(Integrity), "state of the container", "intact", True),
    Column("consent_seen", cells.yes_no, "yes or no", "yes", True),
    Column("labels_matched", cells.yes_no, "yes or no", "yes", True),
    Column("weight_g", cells.number, "weight of the cord, g", "42.5"),
)
LOTS = (
    _REFERENCE,
    Column(
        "parents", cells.words, "codes or references of cords, banks, with semicolons", "OLD-CORD-1", True
    ),
    Column("kind", cells.choice(LotKind), "master_bank, working_bank or lot", "lot", True),
    Column("product", cells.choice(Product), "product line", "MSC-WJ", True),
    Column("passage", cells.whole, "passage number", "4", True),
    Column("doublings", cells.number, "cumulative population doublings", "12.5", True),
    Column(
        "uncounted_start",
        cells.yes_no,
        "yes when the doublings before the first count are unknown",
        "yes",
        True,
    ),
    Column("containers", cells.whole, "how many", "20", True),
    Column("cells_each", cells.whole, "cells in each, digits only", "25000000", True),
    Column("volume_ml_each", cells.number, "mL in each", "1", True),
    Column("viability_pct", cells.number, "at filling, %", "92.5", True),
    Column("made_at", cells.moment, "with offset", "2026-05-01T10:00:00+08:00", True),
    Column("expires_at", cells.moment, "with offset", "2028-05-01T10:00:00+08:00", True),
    Column("residues", cells.words, "what may be left in it, with semicolons", "dmso"),
)
RESULTS = (
    _REFERENCE,
    Column("sample", cells.text, "sample code", "SM26-0001-I", True),
    Column("test", cells.text, "test, as in the reference page", "hbsag", True),
    Column("result", cells.choice(ValueKind), "what it says; number for a value", "non_reactive", True),
    Column("value", cells.number, "for a number"),
    Column("unit", cells.text, "for a number, for example %"),
    Column("detection_limit", cells.number, "for below_detection"),
    Column("method", cells.text, "code of the kit or method", "KIT-HBSAG"),
    Column("laboratory", cells.text, "code of the laboratory", "REFLAB"),
    Column("reported_at", cells.moment, "with offset", "2026-03-12T16:00:00+08:00", True),
)
TABLES: Mapping[ImportKind, tuple[Column, ...]] = MappingProxyType(
    {ImportKind.DONORS: DONORS, ImportKind.CORDS: CORDS, ImportKind.LOTS: LOTS, ImportKind.RESULTS: RESULTS}
)

# Which column a refusal of a rule is about, so that the cell can be named; what is not here is about the whole row.
COLUMN_OF: Mapping[str, str] = MappingProxyType(
    {
        "people.name_missing": "full_name", "people.name_too_long": "full_name", "people.birth_missing": "birth_date",
        "people.birth_in_future": "birth_date", "people.birth_too_old": "birth_date", "people.sex_unknown": "sex",
        "donors.donor_unknown": "donor", "donors.foreign_site": "donor", "donors.scopes_missing": "consent_scopes",
        "donors.text_missing": "consent_text", "donors.time_ahead": "donated_at", "donors.zone_unknown": "zone",
        "donors.kind_unfit": "donor", "donors.person_unfit": "for_person", "donors.person_unknown": "for_person",
        "donors.infant_number": "infant_number", "donors.gestation_impossible": "gestation_weeks",
        "donors.age_impossible": "donor_age_years", "donors.country_unknown": "collected_in",
        "donors.donation_twice": "donated_at", "lab.in_future": "arrived_at", "lab.cord_twice": "donor",
        "lab.cord_temperature_order": "lowest_c", "lab.number_negative": "weight_g", "lab.number_too_large": "weight_g",
        "bank.containers_impossible": "containers", "bank.cells_impossible": "cells_each",
        "bank.volume_impossible": "volume_ml_each", "bank.viability_impossible": "viability_pct",
        "assays.sample_unknown": "sample", "assays.foreign_site": "sample", "assays.test_unknown": "test",
        "assays.test_of_other_material": "test", "assays.value_missing": "value", "assays.value_not_wanted": "value",
        "assays.value_impossible": "value", "assays.value_kind_unfit": "result", "assays.unit_missing": "unit",
        "assays.method_unknown": "method", "assays.method_of_another_test": "method",
        "assays.laboratory_unknown": "laboratory", "assays.time_ahead": "reported_at",
        "assays.reported_before_taken": "reported_at", "interop.reference_unknown": "parents",
        "lineage.code_not_found": "parents",
    }
)  # fmt: skip


def needed(kind: ImportKind) -> list[str]:
    """The columns that a file of this kind must have."""
    return [column.name for column in TABLES[kind] if column.needed]


def known(kind: ImportKind) -> list[str]:
    """The columns that a file of this kind may have."""
    return [column.name for column in TABLES[kind]]


def template(kind: ImportKind) -> str:
    """A CSV file with the head and one row as an example."""
    head = ",".join(known(kind))
    return f"{head}\n{','.join(column.example for column in TABLES[kind])}\n"
