"""How each field of the laboratory is classed: codes, and what is known of material; no person is described here."""

_CODED = {
    "ProcessLimits": "id approved_by",
    "Cord": "id node code donation site received_by",
    "Culture": "id node code site seeded_by ended_by autologous_for",
    "Count": "id culture counted_by corrects struck_by",
    "Draw": "id culture child",
    "Fill": "id node filled_by",
}
_CLINICAL = {"Cord": "born_at consent_seen weight_g"}
_OPERATIONAL = {
    "ProcessLimits": "product version source effective_at cord_hours cord_low_c cord_high_c master_bank_first "
    "master_bank_last working_bank_first working_bank_last lot_first lot_last most_doublings least_viability_pct "
    "most_spread_pct shelf_life_days",
    "Cord": "verdict reasons arrived_at lowest_c highest_c integrity labels_matched limits_version processed_at",
    "Culture": "product passage method from_bank state vessel area_cm2 tissue_g seeded_at seeded_cells "
    "before_counted before_uncounted before_gaps harvested_at harvested_cells remaining_cells viability_pct "
    "doublings ended_at ended_reason",
    "Count": "purpose counted_at tallies dilution volume_ml typed_reason viable_cells total_cells viability_pct "
    "spread_pct formula formula_version limits_version struck_at strike_reason",
    "Draw": "cells",
    "Fill": "stage taken_cells filled_cells qc_cells lost_cells limits_version filled_at",
}
PRIVACY = {
    f"{model}.{field}": classed
    for classed, models in (("code", _CODED), ("clinical", _CLINICAL), ("operational", _OPERATIONAL))
    for model, fields in models.items()
    for field in fields.split()
}
