"""What may be done with files and texts, and by whom."""

from cordline.ground.roles import CLINICIANS, LABORATORY, Role
from cordline.ground.verbs import declare

_KEEPERS = (
    *sorted(LABORATORY | CLINICIANS),
    Role.QUALITY,
    Role.DONOR_COORDINATOR,
    Role.RESPONSIBLE_PERSON,
    Role.PATIENT_COORDINATOR,
    Role.VIGILANCE_OFFICER,
    Role.KNOWLEDGE_EDITOR,
)
FILE_STORED = declare("documents.file.stored", "stored the file {name} with {subject}", *_KEEPERS)
LABELS_PRINTED = declare(
    "documents.labels.printed",
    "printed {labels} labels of {subject}, {again} of them again",
    *sorted(LABORATORY | CLINICIANS),
    Role.QUALITY,
    Role.DONOR_COORDINATOR,
    Role.RESPONSIBLE_PERSON,
)
TEXT_WRITTEN = declare(
    "documents.text.written",
    "wrote version {version} of the text {subject} in {language}",
    Role.KNOWLEDGE_EDITOR,
    Role.QUALITY,
    Role.MEDICAL_DIRECTOR,
)
RENDITION_REVIEWED = declare(
    "documents.rendition.reviewed",
    "reviewed version {version} of the text {subject} in {language}",
    Role.KNOWLEDGE_EDITOR,
    Role.QUALITY,
    Role.INTERPRETER,
    Role.PHYSICIAN,
    Role.MEDICAL_DIRECTOR,
)
