"""The sentences with which the facility room refuses."""

from cordline.ground.refusal import register

register(
    {
        "facility.unknown": "Nothing here bears the code {thing}.",
        "facility.reagent_expired": "Reagent {thing} ({name}) expired on {expires_at}.",
        "facility.reagent_not_released": "Reagent {thing} ({name}) is in {state}, not released.",
        "facility.reagent_decided": "Reagent {thing} is {state} already.",
        "facility.calibration_overdue": "{thing} ({name}) was calibrated until {until} only.",
        "facility.out_of_service": "{thing} ({name}) is out of service: {why}.",
        "facility.in_service": "{thing} is in service already.",
        "facility.foreign_site": "{thing} belongs to {site}; you are working at {here}.",
        "facility.name_missing": "Give it a name.",
        "facility.reason_missing": "Say why: a reason is needed here.",
        "facility.dates_swapped": "The last day {expires_on} lies before the first, {valid_from}.",
        "facility.expired_on_arrival": "This lot expired on {expires_at}; it cannot be received.",
        "facility.no_zone": "{what} has no time zone.",
        "facility.licence_known": "Licence {number} is recorded already.",
        "facility.licence_raced": "This licence number has just been recorded by somebody else.",
        "facility.licence_unknown": "No licence {number} is recorded.",
        "facility.licence_withdrawn": "Licence {number} is withdrawn already.",
        "facility.no_licence": "No {scope} licence{product} is in force at {site} on {day}.",
    }
)
