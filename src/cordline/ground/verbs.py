"""What may be done in the house, as data: each verb's sentence, who may do it, and how it meets the gate.

A room declares its verbs once, in its ``verbs.py``. The ledger refuses an act whose verb is not declared, asks the
roles before anything else, and takes the gate as the verb says; the permission matrix, the audit trail's sentences
and the reference page of verbs are made from the same table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from cordline.ground.roles import Role


class Gate(Enum):
    """How an act stands to the gate between acts that give leave and acts that take it away."""

    NONE = "none"
    SHARED = "shared"  # gives leave: release, reserve, issue, give, create a child
    EXCLUSIVE = "exclusive"  # takes leave away: hold, re-grade, withdraw, recall


@dataclass(frozen=True)
class Verb:
    """One act's name in the record (dotted, past tense), its sentence, and who may do it.

    ``sentence`` is what the audit trail says after the actor's name, filled from ``subject`` and the payload:
    ``"thawed vial {subject} for {use}"``. ``who`` is empty for acts of the house itself (jobs and subscriptions).
    ``about_person`` marks an act whose subject is a person's record.
    """

    name: str
    sentence: str
    who: frozenset[Role]
    gate: Gate = Gate.NONE
    about_person: bool = False


_VERBS: dict[str, Verb] = {}


def declare(name: str, sentence: str, *who: Role, gate: Gate = Gate.NONE, about_person: bool = False) -> Verb:
    """Enter one verb into the table of the house; a name is declared once."""
    if name in _VERBS:
        raise ValueError(f"The verb {name} is declared twice.")
    verb = Verb(name, sentence, frozenset(who), gate, about_person)
    _VERBS[name] = verb
    return verb


def all_verbs() -> Mapping[str, Verb]:
    """Give every declared verb by name."""
    return MappingProxyType(_VERBS)
