"""What this room does: donors, consent, interviews, donations; eligibility judged, signed and judged again; news."""

from cordline.donors.services.adopting import adopt_rule_set
from cordline.donors.services.assessing import assess_news, assess_risk, record_news
from cordline.donors.services.consenting import record_consent, record_consent_within, withdraw_consent
from cordline.donors.services.deciding import judge_donation, regrade_donation, sign_eligibility
from cordline.donors.services.donating import record_donation, record_donation_within
from cordline.donors.services.registering import register_donor, register_donor_within
from cordline.donors.services.screening import record_examination, record_interview

__all__ = [
    "adopt_rule_set",
    "assess_news",
    "assess_risk",
    "judge_donation",
    "record_consent",
    "record_consent_within",
    "record_donation",
    "record_donation_within",
    "record_examination",
    "record_interview",
    "record_news",
    "regrade_donation",
    "register_donor",
    "register_donor_within",
    "sign_eligibility",
    "withdraw_consent",
]
