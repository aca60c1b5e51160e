"""What would let an unfit donor or a failed result through, or let a reading be changed."""

from tests.saboteurs import Saboteur

SPECIMENS = "src/cordline/donors/specimen_rules.py"
REACTIVE = "src/cordline/donors/reactivity_rules.py"
JUDGING = "src/cordline/donors/services/judging.py"
DILUTION = "src/cordline/donors/dilution.py"
RESULTS = "src/cordline/assays/services/results.py"
RULES = "src/cordline/assays/rules.py"
RECORDING_RULES = "src/cordline/assays/recording_rules.py"
ASSAY_SQL = "src/cordline/assays/sql/functions.sql"
TABLES = ("tests/rules/donors/test_eligibility.py",)
JOURNEY = ("tests/rooms/donors/test_journey.py",)
RECORDING = ("tests/rooms/assays/test_recording.py",)
LIMITS = ("tests/rules/assays/test_results.py",)

SABOTEURS = [
    Saboteur(
        "a late positive places no hold", "I1", RESULTS, "    if adverse is None:\n", "    if True:\n", JOURNEY
    ),
    Saboteur(
        "a decision that loses leave places no hold", "I7", JUDGING,
        "    if answer.decision in _GIVING_LEAVE or not", "    if True or not", JOURNEY,
    ),
    Saboteur(
        "a decision counts before it is signed", "I1", "src/cordline/donors/types.py",
        "return self.signed and self.decision in", "return self.decision in", JOURNEY,
    ),
    Saboteur(
        "a lot is released on a decision that nobody signed", "I1", "src/cordline/release/evidence.py",
        "return found if signed else", "return found if True else", ("tests/rooms/release/test_whole_line.py",),
    ),
    Saboteur(
        "a correction leaves the wrong reading standing", "I5", "src/cordline/assays/services/correcting.py",
        "struck_at=this.now, struck_by=by.code", "struck_at=None, struck_by=\"\"", JOURNEY,
    ),
    Saboteur(
        "a recorded value may be changed inside an act", "I5", ASSAY_SQL,
        "IF (before - TG_ARGV) IS DISTINCT FROM (after - TG_ARGV) THEN", "IF false THEN", RECORDING,
    ),
    Saboteur(
        "a key with another reading gets the first answer", "I14", RESULTS,
        "\"sample\": new.sample, \"test\": reading.test, \"kind\": reading.kind,", "\"sample\": new.sample,", RECORDING,
    ),
    Saboteur(
        "the dilution is reckoned in binary floats", "I13", DILUTION,
        "self.colloid_crystalloid_ml * PLASMA_KG_PER_ML > self.weight_kg",
        "float(self.colloid_crystalloid_ml) >= float(self.weight_kg) / 0.025", TABLES,
    ),
    Saboteur(
        "an endotoxin limit is judged after rounding", "I13", RULES,
        "    if eu_per_ml * ml_in_an_hour <= ENDOTOXIN_K[route] * weight_kg:",
        "    if round(eu_per_ml * ml_in_an_hour / weight_kg) <= ENDOTOXIN_K[route]:", LIMITS,
    ),
    Saboteur(
        "a viability of 101 % is taken", "I13", RECORDING_RULES,
        "return PERCENT_LOW <= value <= PERCENT_HIGH", "return True", RECORDING,
    ),
]  # fmt: skip
