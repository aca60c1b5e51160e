"""Pages of lineage: holds, placed and lifted."""

from cordline.ground.roles import Role
from cordline.lineage import verbs

READERS = (
    Role.QUALITY, Role.LABORATORY_HEAD, Role.RESPONSIBLE_PERSON, Role.VIGILANCE_OFFICER, Role.MEDICAL_DIRECTOR,
    Role.PHYSICIAN, Role.NURSE, Role.TECHNICIAN, Role.PATIENT_COORDINATOR, Role.INSPECTOR,
)  # fmt: skip
"""Who may see the holds: everybody whom one of them may stop."""

PLACERS = tuple(sorted(verbs.HOLD_PLACED.who))
"""Who may place a hold: as many as possible; lifting is quality's."""
