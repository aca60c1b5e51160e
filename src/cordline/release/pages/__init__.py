"""The pages of release: what waits, one review, its audit trail, certificates, and the public check of one."""

from cordline.ground.roles import CLINICIANS, LABORATORY, Role

SIGNERS = (Role.LABORATORY_HEAD, Role.QUALITY)
READERS = (
    *sorted(LABORATORY | CLINICIANS),
    Role.QUALITY,
    Role.RESPONSIBLE_PERSON,
    Role.VIGILANCE_OFFICER,
    Role.INSPECTOR,
)
OPENERS = (*sorted(LABORATORY), Role.QUALITY)
