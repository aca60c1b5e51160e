"""``why-not``: every reason an act would be refused now, judged by the act's own rules, changing nothing.

A room names a judge for each act that people ask about: it reads the facts that the service reads and calls the rules
that the service calls. Pages derive from it whether a button is shown; the console's ``why-not`` and the scan page
answer from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db import transaction

from cordline.ground.actor import Actor
from cordline.ground.refusal import Refusal, Refused, register

register({"ledger.no_such_act": "There is no act called {act} to ask about. There are: {known}."})

Judge = Callable[[str, str | None, Actor], list[Refusal]]
_JUDGES: dict[str, Judge] = {}


@dataclass(frozen=True)
class Judgement:
    """The answer to "why not?": ``allowed`` when there is no refusal."""

    act: str
    subject: str
    refusals: tuple[Refusal, ...]

    @property
    def allowed(self) -> bool:
        """Say whether the act would be done now."""
        return not self.refusals


def judge(act: str) -> Callable[[Judge], Judge]:
    """Register a judge under the short name by which people ask: ``@judge("release")``."""

    def enter(function: Judge) -> Judge:
        if act in _JUDGES:
            raise ValueError(f"The act {act} has two judges.")
        _JUDGES[act] = function
        return function

    return enter


def all_judges() -> Mapping[str, Judge]:
    """Give every registered judge by the name of its act."""
    return MappingProxyType(_JUDGES)


def why_not(act: str, code: str, *, for_code: str | None = None, by: Actor) -> Judgement:
    """Judge one act on one code now, for somebody where the act is for somebody; whatever it does is rolled back."""
    found = _JUDGES.get(act)
    if found is None:
        return Judgement(
            act,
            code,
            (Refusal("ledger.no_such_act", act=act, known=", ".join(sorted(_JUDGES)) or "none yet"),),
        )
    with transaction.atomic():
        try:
            refusals = tuple(found(code, for_code, by))
        except Refused as refused:
            refusals = refused.reasons
        transaction.set_rollback(True)
    return Judgement(act, code, refusals)
