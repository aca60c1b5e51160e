"""Numbers and names of the room knowledge, each with its source."""

from decimal import Decimal

LANGUAGES = ("en", "ms", "ja", "zh-Hans")  # the first is the one in which a page is written
LEAST_PHRASINGS = 20  # per page and language: the largest lever of the search, measured
LEAST_TERM_PHRASINGS = 1
LONGEST_SENTENCE = 900  # characters; more is no sentence
LONGEST_TITLE = 160
LONGEST_QUESTION_DRAFT = 4000
REVIEW_AFTER_DAYS = 365  # a page is read again within a year (W40's review date)
EVIDENCE_REVIEW_AFTER_DAYS = 730  # literature is looked at again every two years
LEAST_COMPLETENESS_PCT = Decimal(80)  # W36: below it a safety figure says "not enough follow-up to say"
LEAST_DENOMINATOR = 10  # W36: nor does it say more of so few

QUESTIONS = tuple(f"Q{number:02d}" for number in range(17))
TERMS = tuple(f"G{number:02d}" for number in range(1, 47))
FACTS = tuple(f"F{number}" for number in range(1, 14))
PRODUCTS = ("msc", "secretome", "nk")
PLACES = ("MY", "JP", "GB", "US", "CN")
CLASSES = ("efficacy claim", "process", "definitional", "logistics", "safety claim", "marketing")

# What rooms above publish as figures, what the house keeps as records, and what a site sets for itself.
FIGURES = (
    "infusion_minutes", "months_to_change", "outcomes_complete", "serious_events", "reactions_48h",
    "reactions_settled", "site_reactions", "contacts_made", "cultures_grown", "lots_potent",
)  # fmt: skip
RECORDS = (
    "facility_licence", "donor_screening", "cord_acceptance", "donor_consent", "decontamination", "culture_control",
    "lot_release", "traceability", "product_identity", "treatment_consent", "plan_choice", "schedule", "nk_chain",
    "aftercare",
)  # fmt: skip
SETTINGS = (
    "minimum_stay", "infusion_time", "self_funded", "price_factors", "contact", "reply_time", "staff",
)  # fmt: skip
