"""How each field of the bank is classed: codes, and what is known of material; no person is described here."""

_CODED = {
    "StorageUnit": "id equipment site",
    "Rack": "id unit",
    "Box": "id rack",
    "Position": "id code box",
    "Lot": "id node code site autologous_for",
    "LotUse": "id lot decided_by",
    "Container": "id code lot site at_site autologous_for position checked_out_by thawed_by ended_by witness "
    "thawed_for",
    "Reservation": "id container autologous_for plan patient person reserved_by ended_by",
}
_OPERATIONAL = {
    "StorageUnit": "name storage_class quarantine",
    "Rack": "name",
    "Box": "name rows columns",
    "Position": "row column",
    "Lot": "kind product passage doublings uncounted_start cells_each volume_ml_each filled viability_pct residues "
    "made_at expires_at",
    "LotUse": "use state since",
    "Container": "state cells volume_ml viability_pct filled_at stored_at checked_out_at checked_out_reason "
    "thawed_at ended_at ended_reason",
    "Reservation": "use state reserved_at ended_at ended_reason",
}
PRIVACY = {
    f"{model}.{field}": classed
    for classed, models in (("code", _CODED), ("operational", _OPERATIONAL))
    for model, fields in models.items()
    for field in fields.split()
}
