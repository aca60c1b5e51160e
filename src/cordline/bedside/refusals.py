"""The sentences of the bedside room's refusals and cautions."""

from cordline.ground.refusal import register

register(
    {
        # What was scanned
        "bedside.dose_unknown": "No prepared dose bears the code {code}.",
        "bedside.band_unknown": "No wristband bears the code {code}.",
        "bedside.band_print_missing": "The code of a wristband ends in its print number, as in WB26-0311-4.2.",
        "bedside.band_reprinted": "Print {number} of this wristband no longer works: a newer one was printed.",
        "bedside.typed_without_reason": "A typed code needs a reason at the bedside.",
        "bedside.identity_not_said": "Ask the person to say their name and date of birth, then tick it.",
        "bedside.identity_check_old": "Name and date of birth were asked more than {minutes} minutes ago. Ask again.",
        # The container
        "bedside.dose_elsewhere": "This dose was prepared at {site}; you are at {here}.",
        "bedside.dose_used": "Dose {code} was used before.",
        "bedside.dose_not_prepared": "Dose {code} is {status}; only a prepared and labelled dose can be given.",
        "bedside.dose_not_checked": "No second person has checked dose {code}.",
        "bedside.dose_of_another": "The dose belongs to another person: wristband {band} is {person}, the dose is for "
        "{dose_person}.",
        "bedside.dose_not_counted": "Dose {code} has no count, viability or volume on record.",
        "bedside.dose_off_plan": "{cells:,} cells is {percent} % of the planned {planned:,}; within {tolerance} % "
        "either way is allowed, or a physician decides with a reason.",
        "bedside.viability_low": "Viability {viability} % is under the limit of {least} %.",
        "bedside.dmso_unknown": "The amount of DMSO in dose {code} is not on record.",
        "bedside.dmso_over_limit": "{per_kg} g of DMSO per kg is above the limit of {most} g per kg.",
        "bedside.not_reserved": "The vials of dose {code} were not reserved for plan {plan}.",
        # Clocks
        "bedside.thaw_unknown": "The thaw time of dose {code} is not on record.",
        "bedside.start_clock_run_out": "The first vial was thawed {minutes} minutes ago; the start must be within "
        "{limit} minutes.",
        "bedside.thaw_clock_run_out": "The first vial was thawed {minutes} minutes ago; nothing may be given after "
        "{limit} minutes.",
        "bedside.cannot_finish": "The infusion would end {minutes} minutes after the first thaw; the limit is {limit}.",
        "bedside.thawed_in_future": "The thaw time of dose {code} lies in the future.",
        "bedside.ends_late": "The infusion will end {minutes} minutes after the first thaw; {limit} is advised.",
        "bedside.dmso_high": "{per_kg} g of DMSO per kg is above the {most} g per kg at which to watch more closely.",
        # The lot
        "bedside.lot_unknown": "The lot of dose {code} is not on record.",
        "bedside.lot_not_released": "Lot {lot} is not released for patients: {state}.",
        "bedside.conditional_not_acknowledged": "Lot {lot} is released conditionally, and no physician has "
        "acknowledged that for plan {plan}.",
        "bedside.conditional_not_consented": "Lot {lot} is released conditionally, and the person has not consented to "
        "that.",
        "bedside.lot_expired": "Lot {lot} expired on {expires_at}.",
        "bedside.lot_expiry_unknown": "Lot {lot} has no expiry date on record.",
        "bedside.lot_wrong_product": "Lot {lot} is {found}; the plan is for {wanted}.",
        "bedside.held": "{lot} is on hold: {hold}.",
        "bedside.holds_unknown": "The ancestry of lot {lot} could not be judged for holds.",
        "bedside.donor_not_judged": "The donor of lot {lot} has no eligibility decision.",
        "bedside.donor_not_eligible": "The donor of lot {lot} is {decision}.",
        "bedside.donor_rules_disagree": "The rule sets that bind this site do not agree about the donor of lot {lot}.",
        "bedside.only_for_source": "Lot {lot} is for its own source person only.",
        "bedside.residues_unknown": "What remains in lot {lot} from its making has not been stated.",
        "bedside.allergy": "The person is allergic to {substance}, which lot {lot} may contain.",
        "bedside.allergies_not_asked": "Allergies have not been asked.",
        # Plan, law and consent
        "bedside.plan_unknown": "The plan of dose {code} is not on record.",
        "bedside.plan_of_another": "Plan {plan} is another person's.",
        "bedside.plan_elsewhere": "Plan {plan} belongs to {site}; you are at {here}.",
        "bedside.plan_not_signed": "Plan {plan} has no valid signature of a physician on its present content.",
        "bedside.plan_changed_since": "Plan {plan} was changed after the dose was prepared.",
        "bedside.plan_closed": "Plan {plan} is closed.",
        "bedside.sessions_exhausted": "All {sessions} sessions of plan {plan} have been given.",
        "bedside.limits_unknown": "There are no approved numbers for this product and route.",
        "bedside.limits_not_confirmed": "The numbers for this product are defaults that no physician has confirmed.",
        "bedside.amendment_after_thaw": "The higher ceiling was signed after the thaw and does not count.",
        "bedside.consent_missing": "There is no consent to this treatment.",
        "bedside.consent_not_signed": "Consent {code} lacks a signature of {who}.",
        "bedside.consent_withdrawn": "Consent {code} was withdrawn.",
        # The day
        "bedside.fit_missing": "No physician has signed that the person is fit to infuse.",
        "bedside.fit_not_today": "The last fit-to-infuse judgement is of another day.",
        "bedside.fit_not_physician": "The fit-to-infuse judgement was not signed by a physician.",
        "bedside.fit_elsewhere": "The fit-to-infuse judgement was signed at {site}, not here.",
        "bedside.not_fit": "Today's judgement says: not fit to infuse.",
        "bedside.hard_stop": "There is an open hard stop: {stop}.",
        "bedside.tray_not_checked": "The emergency tray has not been checked here today.",
        "bedside.person_died": "This person's death is on record.",
        # Preparing
        "bedside.no_vials": "Pick at least one vial.",
        "bedside.vial_twice": "Vial {code} was scanned twice.",
        "bedside.vial_not_reserved": "Vial {code} is not reserved for plan {plan}.",
        "bedside.several_lots": "The vials come from {count} lots; a dose is made from one lot.",
        "bedside.dose_open": "Dose {code} of this plan is still being prepared or waiting.",
        "bedside.not_preparing": "Dose {code} is {status}; this belongs to a dose in preparation.",
        "bedside.counted_already": "Dose {code} has been counted already.",
        "bedside.not_fit_pregnant": "A positive pregnancy test: not fit to infuse.",
        "bedside.witness_missing": "A second person must see it destroyed; name them.",
        "bedside.not_diluted": "Dose {code} has not been counted yet.",
        "bedside.count_impossible": "{cells:,} viable cells per mL cannot be.",
        "bedside.viability_impossible": "A viability of {viability} % cannot be; 0 to 100 can.",
        "bedside.volume_impossible": "{volume} mL cannot be; more than 0 and at most {most} mL can.",
        "bedside.too_concentrated": "{per_ml:,} cells per mL is more concentrated than the allowed {most:,}.",
        "bedside.same_person_checks": "The second check must be another person's than {code}.",
        "bedside.needs_decision": "The dose is outside the limits: a physician decides with a reason, or it is "
        "destroyed.",
        "bedside.decision_not_needed": "The dose is within its limits; no decision is needed.",
        "bedside.decided_already": "The physician has decided about dose {code} already.",
        "bedside.reason_missing": "Give the reason.",
        # Starting and running
        "bedside.no_pass": "There is no pass for this dose. Scan wristband and dose.",
        "bedside.pass_old": "The pass is more than {minutes} minutes old. Scan again.",
        "bedside.pass_of_another": "The pass was given to another nurse. Scan again.",
        "bedside.pass_other_device": "The pass was given on another device. Scan again here.",
        "bedside.dose_raced": "Somebody else started this dose at the same moment.",
        "bedside.dose_open_raced": "Somebody else began a dose for this plan at the same moment.",
        "bedside.band_raced": "Somebody else printed a wristband for this person at the same moment.",
        "bedside.dose_not_found": "There is no dose {code}.",
        "bedside.pass_used": "The infusion on this pass has started already.",
        "bedside.infusion_not_found": "There is no infusion {code}.",
        "bedside.infusion_ended": "Infusion {code} has ended.",
        "bedside.no_baseline": "Take a set of vital signs within {minutes} minutes before the start.",
        "bedside.vital_impossible": "{name} {value} {unit} cannot be; {least} to {most} can.",
        "bedside.symptom_unknown": "“{symptom}” is no symptom of the list.",
        "bedside.vital_unusual": "{name} {value} {unit} is unusual. Is it correct?",
        "bedside.waited_too_long": "What waited on a device for more than {hours} hours is not taken. "
        "Put it on the paper form.",
        "bedside.before_the_start": "That would have been before the infusion started ({started_at}).",
        "bedside.given_impossible": "{volume} mL cannot have been given; the container held {held} mL.",
        "bedside.complete_but_less": "Complete means the whole {held} mL; for less choose partial or stopped.",
        "bedside.person_not_found": "There is no person {code}.",
        "bedside.page_of_another": "This page was opened for {rendered}, but the wristband is {posted}'s. Two people "
        "are open in two tabs. Nothing was changed.",
        "bedside.weight_impossible": "{weight} kg is not a plausible weight for an adult (20 to 300 kg).",
        "bedside.fit_with_stop_values": "{name} {value} is outside the limits on the day; not fit, or give the reason.",
        # Stop values that speak up
        "bedside.stop_systolic_fall": "Systolic pressure fell {fall} mmHg from {start}. Stop the infusion, keep the "
        "line, call the physician.",
        "bedside.stop_systolic_low": "Systolic pressure {value} mmHg. Stop the infusion, keep the line, call the "
        "physician.",
        "bedside.stop_spo2": "Oxygen saturation {value} % (start {start} %). Stop the infusion, keep the line, "
        "call the physician.",
        "bedside.stop_heart_rate": "Heart rate {value} per minute. Stop the infusion, keep the line, call the "
        "physician.",
        "bedside.stop_temperature": "Temperature {value} °C (start {start} °C). Stop, take cultures from the person "
        "and from the bag.",
        "bedside.stop_breaths": "{value} breaths per minute. Stop the infusion, keep the line, call the physician.",
        "bedside.stop_symptom": "{symptom}. Stop the infusion, keep the line, call the physician.",
        "bedside.warn_systolic_fall": "Systolic pressure is {fall} mmHg below the start. Warn at {warn}, stop at "
        "{stop}.",
        "bedside.warn_spo2": "Oxygen saturation {value} %. Warn under {warn}, stop under {stop}.",
    }
)
