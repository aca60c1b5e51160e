"""Numbers of the people room, each with its reason."""

from decimal import Decimal

NAME_LONGEST = 200
TEXT_LONGEST = 4000
OLDEST_YEARS = 120  # the oldest person ever confirmed lived 122 years; beyond it a year was mistyped
WEIGHT_LEAST_KG = Decimal("2")  # a plausibility limit only; nobody under 18 is treated (W21)
WEIGHT_MOST_KG = Decimal("400")
TRACEABILITY_YEARS = 30  # Directive 2004/23/EC Art 8(4), 2006/86/EC Art 9(2): by code, after clinical use
PAGE_ROWS = 50
