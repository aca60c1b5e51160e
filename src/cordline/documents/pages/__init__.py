"""The pages of the documents room: files to be saved, and signed records with their print."""

from cordline.documents.verbs import FILE_STORED, LABELS_PRINTED
from cordline.ground.roles import Role

FILE_READERS = (*sorted(FILE_STORED.who), Role.INSPECTOR)
LABEL_HANDS = tuple(sorted(LABELS_PRINTED.who))
SIGNED_READERS = (
    Role.QUALITY,
    Role.LABORATORY_HEAD,
    Role.MEDICAL_DIRECTOR,
    Role.VIGILANCE_OFFICER,
    Role.INSPECTOR,
)
