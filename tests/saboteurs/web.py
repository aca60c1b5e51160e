"""What would let a wrong number through a page, or make two records of one form."""

from tests.saboteurs import Saboteur

_NUMBERS = ("tests/rules/ground/test_writing.py",)
_FORMS = ("tests/rooms/web/test_forms.py",)

SABOTEURS = [
    Saboteur(
        name="a float may be written as a measured value",
        breaks="I13",
        file="src/cordline/ground/writing.py",
        old="if isinstance(value, bool | float):",
        new="if isinstance(value, bool):",
        tests=_NUMBERS,
    ),
    Saboteur(
        name="a count that does not come out whole is cut off",
        breaks="I13",
        file="src/cordline/ground/reading.py",
        old="if count != count.to_integral_value():",
        new="if count < 0:",
        tests=_NUMBERS,
    ),
    Saboteur(
        name="a count without its scale is taken as it stands",
        breaks="I13",
        file="src/cordline/ground/reading.py",
        old='return Refusal("reading.scale_missing", what=bounds.what)',
        new='scale = "one"',
        tests=_NUMBERS,
    ),
    Saboteur(
        name="an impossible number is taken with a reason",
        breaks="I13",
        file="src/cordline/ground/reading.py",
        old='return refusal if code == "reading.implausible" else Entered(exact, refusal)',
        new="return Entered(exact, refusal)",
        tests=_NUMBERS,
    ),
    Saboteur(
        name="a form shown again after an error gets another key",
        breaks="I14",
        file="src/cordline/web/forms.py",
        old='self.data.get(self.add_prefix("form_key"), "") if self.is_bound else self.initial["form_key"]',
        new="secrets.token_urlsafe(16)",
        tests=_FORMS,
    ),
]
