"""Acts on persons: register, correct, observe, copy out, erase."""

from cordline.people.services.amending import amend_person
from cordline.people.services.erasing import erase_person, reapply_erasures
from cordline.people.services.observing import record_allergies, record_weight
from cordline.people.services.registering import blinded, register_person, register_person_within

__all__ = [
    "amend_person",
    "blinded",
    "erase_person",
    "reapply_erasures",
    "record_allergies",
    "record_weight",
    "register_person",
    "register_person_within",
]
