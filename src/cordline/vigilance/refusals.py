"""The sentences of vigilance's refusals."""

from cordline.ground.refusal import register

register(
    {
        "vigilance.nothing_to_hold": "{subject} has nothing in the lineage: no material came from it or was touched "
        "by it, so a recall from here reaches nothing.",
        "vigilance.reason_missing": "Say why, in at least {least} characters.",
        "vigilance.site_missing": "Say for which site this is.",
        "vigilance.recall_not_found": "There is no recall {code}.",
        "vigilance.recall_closed": "Recall {code} was closed on {closed_at}.",
        "vigilance.contact_not_found": "Recall {recall} lists nobody as {code}.",
        "vigilance.contacts_open": "{count} people of recall {code} have not been reached or given up with a reason.",
        "vigilance.unaccounted_open": "{count} containers of recall {code} are not accounted for ({codes}). Find them "
        "or say in the findings what is known, naming each.",
        "vigilance.contact_state_unknown": "{state} is not a state of a contact: {known}.",
    }
)
