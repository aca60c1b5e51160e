"""Which year the tests look at: smaller than a demonstration's, long enough for every verb, the same at every hour."""

from datetime import UTC, datetime

SEED, CORDS, PATIENTS = 2026, 16, 32
ENDS = datetime(2026, 11, 2, 9, tzinfo=UTC)
