"""The roles of a clinic, its cord bank and its laboratory (W1): who stands behind an act."""

from enum import StrEnum


class Role(StrEnum):
    """One role of W1; a person may hold several, each granted for a site and a time."""

    VISITOR = "visitor"
    PATIENT = "patient"
    COMPANION = "companion"
    DONOR_MOTHER = "donor_mother"
    DONOR_COORDINATOR = "donor_coordinator"
    MATERNITY_PARTNER = "maternity_partner"
    COURIER = "courier"
    TECHNICIAN = "technician"
    LABORATORY_HEAD = "laboratory_head"
    QUALITY = "quality"
    RESPONSIBLE_PERSON = "responsible_person"
    PATIENT_COORDINATOR = "patient_coordinator"
    INTERPRETER = "interpreter"
    NURSE = "nurse"
    PHYSICIAN = "physician"
    MEDICAL_DIRECTOR = "medical_director"
    VIGILANCE_OFFICER = "vigilance_officer"
    KNOWLEDGE_EDITOR = "knowledge_editor"
    FINANCE = "finance"
    PRIVACY_OFFICER = "privacy_officer"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role's name as pages show it."""
        return _LABELS.get(self, self.value.replace("_", " ").capitalize())


_LABELS = {
    Role.COMPANION: "Companion or proxy",
    Role.QUALITY: "Quality officer (qualified person)",
    Role.RESPONSIBLE_PERSON: "Responsible person for donors",
    Role.ADMINISTRATOR: "System administrator",
}

LABORATORY = frozenset({Role.TECHNICIAN, Role.LABORATORY_HEAD})
CLINICIANS = frozenset({Role.NURSE, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR})
PHYSICIANS = frozenset({Role.PHYSICIAN, Role.MEDICAL_DIRECTOR})
