"""The shipped follow-up protocol and reporting clocks: defaults to be confirmed, stored as versioned data.

Source: W34 and safety defaults sections 7 and 9. How early a contact may be done and when it counts as missed are
engineering defaults.
"""

from datetime import timedelta

from cordline.followup.types import Step, Unit

_YEARS = tuple(Step(f"y{n}", 12 * n, Unit.MONTHS, 30 * 24, 60 * 24) for n in range(2, 6))
AFTER_INFUSION = (
    Step("h24", 24, Unit.HOURS, 6, 6, alert=True),
    Step("h48", 48, Unit.HOURS, 6, 12),
    Step("h72", 72, Unit.HOURS, 6, 12),
    Step("d7", 7, Unit.DAYS, 24, 48),
    Step("m1", 1, Unit.MONTHS, 3 * 24, 7 * 24),
    Step("m3", 3, Unit.MONTHS, 7 * 24, 14 * 24),
    Step("m6", 6, Unit.MONTHS, 14 * 24, 30 * 24),
    Step("m12", 12, Unit.MONTHS, 14 * 24, 30 * 24),
    *_YEARS,
)
# The hour of the patient's own day at which a contact counted in days or months falls due.
LOCAL_HOUR = 10

FATAL_OR_LIFE_THREATENING = timedelta(days=7)
OTHER_SERIOUS = timedelta(days=15)
