"""The sentences in which release refuses."""

from cordline.ground.refusal import register

register(
    {
        "release.specification_missing": "No specification covers {product} for {use}. A laboratory head drafts one "
        "and quality approves it.",
        "release.specification_not_approved": "Specification {specification} version {version} is not approved.",
        "release.specification_not_in_force": "Specification {specification} version {version} is not in force now.",
        "release.specification_empty": "Specification {specification} version {version} demands no test at all.",
        "release.result_missing": "{test} has no result.",
        "release.result_pending": "{test} is not finished: its result is still to come.",
        "release.result_fails": "{test} fails: {result}, limit {limit} ({record}).",
        "release.deviation_critical_open": "Critical deviation {deviation} is open: {title}.",
        "release.donation_unknown": "No donation is known among the ancestors of {lot}.",
        "release.rule_sets_unknown": "{site} names no rule set that binds its donors.",
        "release.donation_not_eligible": "Donation {donation} is {decision} under the {rule_set} rules.",
        "release.donation_for_one_person": "Donation {donation} was given for {person} alone; {lot} is not a lot for "
        "that person.",
        "release.licence_missing": "No licence in force is recorded for {scope}.",
        "release.licence_expired": "Licence {licence} for {scope} ended {expires_at}.",
        "release.held": "{hold} holds {on}: {reason}.",
        "release.passage_unknown": "The passage of {lot} is not recorded.",
        "release.passage_limit_unknown": "No passage limit is set for {product}.",
        "release.passage_over_limit": "Passage {passage} is over the limit of {limit}.",
        "release.doublings_unknown": "The population doublings of {lot} are not recorded.",
        "release.doublings_limit_unknown": "No limit of population doublings is set for {product}.",
        "release.doublings_over_limit": "{doublings} population doublings are over the limit of {limit}.",
        "release.expiry_unknown": "{lot} has no expiry.",
        "release.lot_expired": "{lot} expired {expires_at}.",
        "release.audit_trail_unread": "Nobody has reviewed and signed the audit trail of {lot}.",
        "release.audit_trail_moved_on": "The audit trail of {lot} has grown since {reviewer} reviewed it. Review "
        "what is new.",
        "release.trail_part_unread": "Not every part of the audit trail has been opened: {parts}. The "
        "signature covers all.",
        "release.audit_reviewer_made_it": "{reviewer} made entries on {lot} and cannot be the one who reviews its "
        "audit trail.",
        "release.review_missing": "No release review is open for {lot} and {use}.",
        "release.review_exists": "A release review of {lot} for {use} exists already.",
        "release.lot_unknown": "{lot} is no lot in this house.",
        "release.move_not_possible": "{lot} is {state} for {use}; from there it cannot be {move}.",
        "release.exception_unread": "An exception is unread: {title}.",
        "release.exception_unknown": "This exception is no longer part of the review. Load the page again.",
        "release.same_person": "{signer} gave the first signature; somebody else has to give the second.",
        "release.maker_cannot_sign": "{signer} made or tested {lot} and cannot sign its release.",
        "release.first_signature_missing": "{lot} has no first signature.",
        "release.first_signature_void": "The content has changed since {signer} gave the first signature. It is void; "
        "the review is verified again first.",
        "release.already_verified": "{signer} has verified {lot} over this very content; it waits for a second person.",
        "release.reason_needed": "Give a reason: it stands in the record beside your signature.",
        "release.reason_too_long": "The reason has {length} characters; at most {limit} are kept.",
        "release.plan_needed": "A conditional release needs a plan for the case that the pending result turns out "
        "positive.",
        "release.nothing_pending": "Nothing is pending on {lot}: release it in full or not at all.",
        "release.conditional_only_for_patients": "Only a release for a patient can be conditional.",
        "release.other_site": "{lot} belongs to {site}; you are signed in at {yours}.",
        "release.use_unknown": "{use} is no use of a lot; there are {known}.",
        "release.certificate_unknown": "{certificate} is no certificate of this house.",
        "release.check_code_unknown": "This check code belongs to no certificate of this house.",
    }
)
