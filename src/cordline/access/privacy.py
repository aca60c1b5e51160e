"""What class of privacy each field of the access room has. Staff are shown by name where they sign; nothing else is."""

_OPERATIONAL = {
    "Organisation": "code name country",
    "Site": "code name organisation kind zone country",
    "ClosedDay": "site day name opened_again_at",
    "BoundRuleSet": "site rule_set version effective_from effective_until",
    "Staff": "is_active failed_sign_ins locked_until failed_proofs proofs_locked_until "
    "last_login password username",
    "Member": "display_name account joined_at disabled_at disabled_by disabled_reason",
    "Grant": "member role site valid_from valid_until scope granted_by granted_at revoked_at revoked_by revoke_reason",
    "GlassBreak": "member site reason opened_at until reviewed_at reviewed_by outcome",
    "Signature": "signer signer_name meaning content_sha256 proof_kind signed_at entry site",
    "SignatureVoid": "signature voided_at voided_by reason entry site",
    "SigningProof": "token_sha256 kind signer content_sha256 made_at expires_at used_at",
}
_CODES = {"Staff": "code", "Member": "code person", "GlassBreak": "person", "Signature": "subject"}

PRIVACY: dict[str, str] = {
    **{f"{model}.{name}": "operational" for model, names in _OPERATIONAL.items() for name in names.split()},
    **{f"{model}.{name}": "code" for model, names in _CODES.items() for name in names.split()},
    "Signature.content": "clinical",
    **{f"{model}.id": "operational" for model in _OPERATIONAL},
}
