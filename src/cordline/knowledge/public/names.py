"""The fixed words of the public face: verdicts, grades, states, places, and what a sentence may rest on."""

from django.utils.translation import gettext_lazy as _

# What a source says of the statement that it speaks to.
VERDICTS = {
    "supported": _("Supported"),
    "partly": _("Partly supported"),
    "contested": _("Contested"),
    "not_supported": _("Not supported"),
    "definitional": _("A definition"),
}
# A mark under a sentence says that the sentence is judged: a reader in a hurry takes a bare word for the treatment.
OF_ONE_SENTENCE = {
    "supported": _("This sentence is supported"),
    "partly": _("This sentence is partly supported"),
    "contested": _("This sentence is contested"),
    "not_supported": _("This sentence is not supported"),
}
# Of several in one box, by the weakest.
OF_SEVERAL_SENTENCES = {
    "supported": _("These sentences are supported"),
    "partly": _("A sentence here is only partly supported"),
    "contested": _("A sentence here is contested"),
    "not_supported": _("A sentence here is not supported"),
}
GRADES = {
    "high": _("high"),
    "moderate": _("moderate"),
    "low": _("low"),
    "very_low": _("very low"),
    "none": _("none found"),
    "not_applicable": _("not applicable"),
}
STATES = {
    "approved": _("Approved"),
    "registered": _("Registered"),
    "trial": _("In trials"),
    "unproven": _("Unproven"),
}
PLACES = {
    "MY": _("Malaysia"),
    "US": _("USA"),
    "EU": _("European Union"),
    "JP": _("Japan"),
    "GB": _("United Kingdom"),
    "CN": _("China"),
    "AU": _("Australia"),
    "KR": _("South Korea"),
    "SG": _("Singapore"),
    "INT": _("International"),
}
PRODUCTS = {
    "msc": _("Cells from donated cords, MSC (WJ)"),
    "secretome": _("Secretome"),
    "nk": _("Your own NK cells"),
}
FIGURES = {
    "infusion_minutes": _("Infusions of 60 to 120 minutes"),
    "months_to_change": _("A change within 6 months"),
    "outcomes_complete": _("Follow-up checks that were done"),
    "serious_events": _("Serious events after an infusion"),
    "reactions_48h": _("Reactions within 48 hours"),
    "reactions_settled": _("Reactions that settled"),
    "site_reactions": _("Reactions where the needle went in"),
    "contacts_made": _("Check-ins that were made"),
    "cultures_grown": _("Growth of our own cultures"),
    "lots_potent": _("Potency of our own lots"),
}
RECORDS = {
    "facility_licence": _("Licence of the laboratory"),
    "donor_screening": _("Screening of each donor"),
    "cord_acceptance": _("Acceptance of each cord"),
    "donor_consent": _("Consent of each donor"),
    "decontamination": _("Cleaning of each cord"),
    "culture_control": _("Control of each culture"),
    "lot_release": _("Release of each lot"),
    "traceability": _("The chain from donor to patient"),
    "product_identity": _("Identity of the product"),
    "treatment_consent": _("Consent of each patient"),
    "plan_choice": _("The choice of a plan"),
    "schedule": _("The schedule of each stay"),
    "nk_chain": _("The chain of a person's own NK cells"),
    "aftercare": _("Care after the treatment"),
}
SETTINGS = {
    "minimum_stay": _("Shortest stay"),
    "infusion_time": _("Length of an infusion"),
    "self_funded": _("Who pays"),
    "price_factors": _("What the price depends on"),
    "contact": _("How to reach us"),
    "reply_time": _("When we reply"),
    "staff": _("Who answers"),
}
# The measures of a study that are drawn in squares, in the literature's words.
MEASURES = {"pain": _("Pain"), "effusion": _("Fluid in the joint"), "swelling": _("Swelling")}
# One of these at once: call an ambulance. The list is the house's triage list, word for word in each language.
RED_FLAGS = (
    _("chest pain, trouble breathing, or coughing blood"),
    _("a swollen face, tongue or throat, or hives all over"),
    _("fainting, confusion, a sudden severe headache, trouble speaking, or weakness on one side"),
    _("a swollen, painful arm or leg"),
    _("vomiting that will not stop"),
    _("fever of 38.5 °C or more, or 38.0 °C with shivering"),
    _("a hot, red, swollen joint after an injection"),
    _("sudden loss of sight, or thoughts of harming yourself"),
)
SAME_DAY = (
    _("fever of 37.8 to 38.4 °C with no other sign"),
    _("a headache that lasts more than 24 hours"),
    _("a rash only where the needle went in"),
    _("an aching arm, or tiredness for more than 3 days"),
    _("a painful or swollen knee after 72 hours, without fever"),
    _("any question about your medicines"),
)
EMERGENCY = (
    ("MY", "999", _("Malaysia: call 999")),
    ("JP", "119", _("Japan: call 119")),
    ("CN", "120", _("Mainland China: call 120")),
    ("SG", "995", _("Singapore: call 995")),
)
GROUPS = (
    ("safe", _("Is it safe?"), ("Q10", "Q09", "Q15")),
    ("works", _("Does it work?"), ("Q02", "Q08", "Q11", "Q14")),
    ("words", _("What do the words mean?"), ("Q01", "Q03", "Q04", "Q05")),
    ("time", _("Time and money"), ("Q07", "Q13", "Q12", "Q06")),
)


def group_of(question: str) -> tuple[str, str] | None:
    """Give the group of the home page in which a question stands: its anchor and its heading."""
    return next(((anchor, str(name)) for anchor, name, members in GROUPS if question in members), None)
