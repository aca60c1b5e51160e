"""How laboratories and test methods come on record, with what their results may count for."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from cordline.assays import verbs
from cordline.assays.models import Laboratory, Method
from cordline.assays.types import DonorTest, LotTest
from cordline.ground.actor import Actor
from cordline.ground.products import RuleSet
from cordline.ground.refusal import Refusal
from cordline.ledger.services import Entry, act, constraint_refuses

_CODE = re.compile(r"^[A-Z0-9][A-Z0-9-]{1,23}$", re.ASCII)
constraint_refuses("assays_laboratory_code_key", "assays.code_taken")
constraint_refuses("assays_method_code_key", "assays.code_taken")


def enter_laboratory(
    *,
    code: str,
    name: str,
    country: str,
    accreditation: str,
    accredited_under: Iterable[RuleSet],
    accredited_until: date,
    by: Actor,
    key: str,
) -> Entry:
    """Enter a laboratory that tests for us, with whose rules accept it and until when.

    Refuses: assays.code_shape, assays.name_missing, assays.laboratory_known. Writes: assays.laboratory.entered.
    """
    under = sorted({RuleSet(each).value for each in accredited_under})
    content = {
        "code": code, "name": name, "country": country, "accreditation": accreditation, "under": under,
        "until": accredited_until,
    }  # fmt: skip
    with act(verbs.LABORATORY_ENTERED, by=by, key=key, content=content, subject=code) as this:
        if this.answered:
            return this.entry
        known = Laboratory.objects.filter(code=code).exists()
        this.require(
            _why_not_named(code, name),
            [Refusal("assays.laboratory_known", laboratory=code)] if known else [],
        )
        Laboratory.objects.create(
            code=code, site=by.site, name=name.strip(), country=country, accreditation=accreditation.strip(),
            accredited_under=under, accredited_until=accredited_until,
        )  # fmt: skip
        return this.record(
            subject=code, payload={"laboratory": code, "accredited_until": accredited_until.isoformat()}
        )


def enter_method(
    *,
    code: str,
    name: str,
    test: DonorTest | LotTest,
    donor_screening_under: Iterable[RuleSet] = (),
    validated_for_diluted_plasma: bool = False,
    unit: str = "",
    detection_limit: Decimal | None = None,
    by: Actor,
    key: str,
) -> Entry:
    """Enter a test kit or method: what it tests, and whose rules accept it for screening donors.

    Refuses: assays.code_shape, assays.name_missing, assays.method_known. Writes: assays.method.entered.
    """
    under = sorted({RuleSet(each).value for each in donor_screening_under})
    content = {
        "code": code, "name": name, "test": test, "under": under, "diluted": validated_for_diluted_plasma,
        "unit": unit, "detection_limit": detection_limit,
    }  # fmt: skip
    with act(verbs.METHOD_ENTERED, by=by, key=key, content=content, subject=code) as this:
        if this.answered:
            return this.entry
        known = Method.objects.filter(code=code).exists()
        this.require(
            _why_not_named(code, name), [Refusal("assays.method_known", method=code)] if known else []
        )
        Method.objects.create(
            code=code, site=by.site, name=name.strip(), test=test.value, donor_screening_under=under,
            validated_for_diluted_plasma=validated_for_diluted_plasma, unit=unit, detection_limit=detection_limit,
        )  # fmt: skip
        return this.record(subject=code, payload={"method": code, "test": test.label})


def _why_not_named(code: str, name: str) -> list[Refusal]:
    reasons = [] if _CODE.match(code) else [Refusal("assays.code_shape", code=code[:40])]
    return reasons if name.strip() else [*reasons, Refusal("assays.name_missing")]
