"""What may be done for donors and donations, and by whom."""

from cordline.ground.roles import CLINICIANS, PHYSICIANS, Role
from cordline.ground.verbs import Gate, declare

_COORDINATORS = (Role.DONOR_COORDINATOR, Role.RESPONSIBLE_PERSON)

DONOR_REGISTERED = declare(
    "donors.donor.registered",
    "registered donor {subject}",
    *_COORDINATORS,
    gate=Gate.SHARED,
    about_person=True,
)
CONSENT_RECORDED = declare(
    "donors.consent.recorded",
    "recorded consent {consent} of donor {subject}",
    *_COORDINATORS,
    about_person=True,
)
CONSENT_WITHDRAWN = declare(
    "donors.consent.withdrawn",
    "recorded the withdrawal of consent {consent} of donor {subject}; hold {hold}",
    *_COORDINATORS,
    *CLINICIANS,
    Role.QUALITY,
    Role.PRIVACY_OFFICER,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
INTERVIEW_RECORDED = declare(
    "donors.interview.recorded",
    "recorded the interview of donor {subject}",
    *_COORDINATORS,
    *CLINICIANS,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
EXAMINATION_RECORDED = declare(
    "donors.examination.recorded",
    "recorded the examination of donor {subject}",
    *CLINICIANS,
    Role.RESPONSIBLE_PERSON,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
DONATION_RECORDED = declare(
    "donors.donation.recorded",
    "recorded donation {subject} of donor {donor}",
    *_COORDINATORS,
    Role.MATERNITY_PARTNER,
    Role.NURSE,
    gate=Gate.SHARED,
    about_person=True,
)
ELIGIBILITY_JUDGED = declare(
    "donors.eligibility.judged",
    "had the eligibility of {subject} judged: {decision}",
    *_COORDINATORS,
    gate=Gate.EXCLUSIVE,
)
ELIGIBILITY_REGRADED = declare(
    "donors.eligibility.regraded",
    "judged the eligibility of {subject} again: {decision}",
    gate=Gate.EXCLUSIVE,
)
ELIGIBILITY_SIGNED = declare(
    "donors.eligibility.signed",
    "signed that {subject} is {decision}",
    Role.RESPONSIBLE_PERSON,
    gate=Gate.SHARED,
)
RISK_ASSESSED = declare(
    "donors.risk.assessed",
    "assessed the risk ({of}) of {subject}: {outcome}",
    *PHYSICIANS,
    Role.RESPONSIBLE_PERSON,
    gate=Gate.EXCLUSIVE,
)
NEWS_RECORDED = declare(
    "donors.news.recorded",
    "recorded news {news} about donor {subject}; hold {hold}",
    *_COORDINATORS,
    *CLINICIANS,
    Role.QUALITY,
    Role.VIGILANCE_OFFICER,
    Role.MATERNITY_PARTNER,
    Role.TECHNICIAN,
    Role.LABORATORY_HEAD,
    Role.PATIENT_COORDINATOR,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
NEWS_ASSESSED = declare(
    "donors.news.assessed",
    "assessed news {news} about donor {subject}: {outcome}",
    *PHYSICIANS,
    Role.RESPONSIBLE_PERSON,
    gate=Gate.EXCLUSIVE,
    about_person=True,
)
RULES_ADOPTED = declare(
    "donors.rules.adopted",
    "took the rules {subject} for the site and confirmed their unverified rows",
    Role.RESPONSIBLE_PERSON,
    Role.QUALITY,
    gate=Gate.EXCLUSIVE,
)
