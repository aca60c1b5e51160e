"""The pages of the documents room: files to be saved, and signed records with their print."""

from cordline.documents.verbs import FILE_STORED
from cordline.ground.roles import Role

FILE_READERS = (*sorted(FILE_STORED.who), Role.INSPECTOR)
SIGNED_READERS = (
    Role.QUALITY,
    Role.LABORATORY_HEAD,
    Role.MEDICAL_DIRECTOR,
    Role.VIGILANCE_OFFICER,
    Role.INSPECTOR,
)
