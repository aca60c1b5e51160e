"""The cast of the tests: actors with one right each, at the demonstration's clinic or laboratory.

Codes are invented staff codes; a test that needs two people of one role takes the second one.
"""

from dataclasses import replace

from cordline.ground.actor import Actor
from cordline.ground.roles import Role

CLINIC, LABORATORY, ELSEWHERE = "KL-CLINIC", "KL-LAB", "PG-CLINIC"


def with_one_right(role: Role, number: int = 1, site: str = CLINIC) -> Actor:
    """An actor who holds one role and nothing else."""
    return Actor(code=f"staff.{role}.{number}", site=site, roles=frozenset({role}), station="test")


DONOR_COORDINATOR = with_one_right(Role.DONOR_COORDINATOR, site=LABORATORY)
RESPONSIBLE_PERSON = with_one_right(Role.RESPONSIBLE_PERSON, site=LABORATORY)
COURIER = with_one_right(Role.COURIER, site=LABORATORY)
TECHNICIAN = with_one_right(Role.TECHNICIAN, site=LABORATORY)
SECOND_TECHNICIAN = with_one_right(Role.TECHNICIAN, 2, LABORATORY)
LABORATORY_HEAD = with_one_right(Role.LABORATORY_HEAD, site=LABORATORY)
QUALITY = with_one_right(Role.QUALITY, site=LABORATORY)
SECOND_QUALITY = with_one_right(Role.QUALITY, 2, LABORATORY)
NURSE = with_one_right(Role.NURSE)
SECOND_NURSE = with_one_right(Role.NURSE, 2)
PHYSICIAN = with_one_right(Role.PHYSICIAN)
SECOND_PHYSICIAN = with_one_right(Role.PHYSICIAN, 2)
MEDICAL_DIRECTOR = with_one_right(Role.MEDICAL_DIRECTOR)
PATIENT_COORDINATOR = with_one_right(Role.PATIENT_COORDINATOR)
VIGILANCE_OFFICER = with_one_right(Role.VIGILANCE_OFFICER)
PRIVACY_OFFICER = with_one_right(Role.PRIVACY_OFFICER)
INSPECTOR = with_one_right(Role.INSPECTOR)
ADMINISTRATOR = with_one_right(Role.ADMINISTRATOR)
PATIENT = with_one_right(Role.PATIENT)
OUTSIDER = Actor(code="staff.outsider.1", site=CLINIC, station="test")


def at(actor: Actor, site: str) -> Actor:
    """The same actor, working at another site."""
    return replace(actor, site=site)
