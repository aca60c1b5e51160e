"""How private each field of this room is: everything about a donor is clinical and known by code only."""

_CODES = {
    "Donor": "code person node registered_by",
    "DonorConsent": "code donor taken_by withdrawn_by withdrawal_hold",
    "Interview": "donor taken_by",
    "Examination": "donor done_by",
    "Donation": "code donor node for_person recorded_by",
    "EligibilityDecision": "donation facts_sha256 judged_by signed_by signature superseded_entry",
    "RiskAssessment": "donation assessed_by signature",
    "News": "code donor recorded_by hold assessed_by signature",
    "RuleSetAdoption": "content_sha256 adopted_by signature",
}
_CLINICAL = {
    "DonorConsent": "scopes text_version language signed_at withdrawn_at",
    "Interview": "taken_at answers",
    "Examination": "done_at findings weight_kg",
    "Donation": "donated_at zone infant_number gestation_weeks delivery infant_healthy donor_age_years",
    "EligibilityDecision": "decision facts verdicts because",
    "RiskAssessment": "of outcome grounds",
    "News": "kind heard_from heard_at outcome",
}
_OPERATIONAL = {
    "Donor": "id site kind registered_at",
    "DonorConsent": "id site recorded_at",
    "Interview": "id site recorded_at",
    "Examination": "id site recorded_at",
    "Donation": "id site kind use product collected_in ships_to recorded_at",
    "EligibilityDecision": "id site number binding judged_at signed_at superseded_at",
    "RiskAssessment": "id site assessed_at",
    "News": "id site recorded_at assessed_at",
    "RuleSetAdoption": "id site rule_set version effective_from effective_until content adopted_at",
}
PRIVACY: dict[str, str] = {
    f"{model}.{name}": kind
    for kind, models in (("code", _CODES), ("clinical", _CLINICAL), ("operational", _OPERATIONAL))
    for model, names in models.items()
    for name in names.split()
}
