"""Pages of vigilance: trace, the recall room, the list of recalls."""

from cordline.ground.roles import Role

TRACERS = (
    Role.QUALITY, Role.VIGILANCE_OFFICER, Role.MEDICAL_DIRECTOR, Role.PHYSICIAN, Role.LABORATORY_HEAD,
    Role.RESPONSIBLE_PERSON, Role.DONOR_COORDINATOR, Role.TECHNICIAN, Role.NURSE, Role.INSPECTOR,
)  # fmt: skip
"""Who may trace: everybody who handles material or answers for it; people appear by code only."""

RECALLERS = (Role.QUALITY, Role.VIGILANCE_OFFICER, Role.MEDICAL_DIRECTOR, Role.RESPONSIBLE_PERSON)
"""Who may open and close a recall or a drill."""

READERS = (
    *RECALLERS,
    Role.LABORATORY_HEAD,
    Role.PHYSICIAN,
    Role.NURSE,
    Role.PATIENT_COORDINATOR,
    Role.INSPECTOR,
)
"""Who may see the recall room: whoever has to act in it, and the inspector."""
