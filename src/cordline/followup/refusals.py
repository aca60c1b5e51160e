"""The sentences of the follow-up room's refusals."""

from cordline.ground.refusal import register

register(
    {
        "followup.contact_not_found": "There is no contact {code}.",
        "followup.contact_ended": "Contact {code} has already ended: {ending}.",
        "followup.contact_not_due": "The {step} contact opens on {opens_at}; it cannot be ended as {ending} before.",
        "followup.contact_not_late": "The {step} contact is missed only after {late_at}; until then, try again.",
        "followup.reason_missing": "Give the reason why the contact ended as {ending}.",
        "followup.channel_missing": "Say how the person was reached.",
        "followup.death_ends_by_report": "A death is recorded as such; it ends every contact at once.",
        "followup.no_open_contacts": "This person has no open contact.",
        "followup.protocol_missing": "There is no follow-up protocol for {product} by {route}.",
        "followup.protocol_empty": "A protocol names at least one contact.",
        "followup.protocol_step_impossible": "The step “{step}” is impossible: {why}.",
        "followup.protocol_confirmed_already": "This version of the protocol is confirmed already.",
        "followup.zone_unknown": "“{zone}” is no time zone, so the contacts cannot be placed in the person's day.",
        "followup.contacts_open_already": "The contacts of {infusion} are open already.",
        "followup.event_what_missing": "Say what happened.",
        "followup.event_grade_impossible": "A grade is 1 to 5, not {grade}.",
        "followup.event_grade_contradicts": "Grade 5 is a death, and a death is grade 5.",
        "followup.event_seriousness_missing": "An event of grade {grade} is serious; say in which way.",
        "followup.event_in_future": "The event lies in the future.",
        "followup.event_before_infusion": "The event lies before the infusion it is reported for.",
        "followup.event_known_in_future": "The day somebody first knew lies in the future.",
        "followup.event_known_before_event": "Nobody can have known before it happened.",
        "followup.event_known_missing": "Say when anyone on staff first knew, and what shows it.",
        "followup.event_time_without_zone": "A time without its zone cannot be placed.",
        "followup.event_not_found": "There is no adverse event {code}.",
        "followup.event_closed": "Adverse event {code} is closed.",
        "followup.event_not_reported": "A serious event is closed only after its report has been sent.",
        "followup.event_reported_already": "The report of {code} has been sent already.",
        "followup.event_not_serious": "Adverse event {code} is not serious: no report is due.",
        "followup.event_not_upgraded": "Adverse event {code} is already as serious as that.",
        "followup.event_outcome_missing": "An event is closed with its outcome.",
        "followup.person_not_found": "There is no person {code}.",
        "followup.person_died_already": "This person's death is on record already.",
    }
)
