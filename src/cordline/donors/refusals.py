"""The sentences of this room: every reason a judgement can give and every refusal of an act."""

from cordline.ground.refusal import register

register(
    {
        # what a judgement says
        "donors.not_required": "Cells that go back to their own donor need no donor determination. They may be given "
        "to that person only.",
        "donors.own_cells_reactive": "{test} is reactive: own cells carry the biohazard legend and the warning.",
        "donors.own_cells_consent": "The consent to the person's own donation is missing or withdrawn.",
        "donors.fact_missing": "Not known: {fact}. It is needed.",
        "donors.no_rules_in_force": "No version of the {rule_set} rules is in force here on {day}.",
        "donors.consent_missing": "No signed consent is on record.",
        "donors.consent_scope_missing": "The consent does not cover: {scopes}.",
        "donors.consent_after_donation": "The consent was signed after the donation ({minutes} minutes later).",
        "donors.consent_withdrawn": "The consent was withdrawn. Nothing may be used, and nothing new derived.",
        "donors.interview_missing": "The donor interview is not on record.",
        "donors.question_open": "The interview leaves open: {question}.",
        "donors.risk_factor": "The interview shows a risk: {question}.",
        "donors.examination_missing": "The physical examination is not on record.",
        "donors.clinical_evidence": "The examination found: {finding}.",
        "donors.test_missing": "{test} has not been done.",
        "donors.test_invalid": "{test} gave no valid result.",
        "donors.test_recommended": "{test} is recommended and has not been done.",
        "donors.wrong_specimen": "Specimen {specimen} is from the {found}, and the {wanted} is tested. It cannot "
        "count for: {tests}.",
        "donors.specimen_source_unknown": "Whose blood specimen {specimen} is, is not known. It cannot count for: "
        "{tests}.",
        "donors.specimen_time_unknown": "When specimen {specimen} was taken is not known. It cannot count for: "
        "{tests}.",
        "donors.outside_window": "Specimen {specimen} was taken {when}; allowed is {window}. It cannot count for: "
        "{tests}.",
        "donors.kit_unknown": "Which kit was used on specimen {specimen} is not known, for: {tests}.",
        "donors.kit_not_approved": "The kit {kit} is not approved for donor screening here. It cannot count for: "
        "{tests} (specimen {specimen}).",
        "donors.laboratory_unknown": "Which laboratory tested specimen {specimen} is not known, for: {tests}.",
        "donors.laboratory_not_accredited": "The laboratory {laboratory} is not accredited for this. It cannot count "
        "for: {tests} (specimen {specimen}).",
        "donors.laboratory_expired": "The accreditation of {laboratory} had ended on {ended}. It cannot count for: "
        "{tests} (specimen {specimen}).",
        "donors.infusions_unknown": "What had run in before specimen {specimen} is not fully known ({fact}). It "
        "cannot count for: {tests}.",
        "donors.plasma_diluted": "Specimen {specimen} is too diluted: {colloid_crystalloid} mL against {plasma} mL of "
        "plasma, {all_fluids} mL against {blood} mL of blood. It cannot count for: {tests}.",
        "donors.retest_due": "HIV, HBV and HCV were not all tested by NAT: a second specimen is needed {days} days "
        "after the donation, from {day} on.",
        "donors.retest_always": "A second specimen is needed {days} days after the donation, from {day} on.",
        "donors.reactive": "{test} is reactive.",
        "donors.initial_reactive_stays": "{test} was reactive and non-reactive later: the reactive result stays.",
        "donors.anti_hbc_alone": "Total anti-HBc is reactive while HBsAg is not.",
        "donors.assessment_open": "Total anti-HBc or syphilis asks for a risk assessment ({subject}), and none is "
        "signed.",
        "donors.assessment_acceptable": "The signed risk assessment ({subject}) found it acceptable.",
        "donors.assessment_not_acceptable": "The signed risk assessment ({subject}) found it not acceptable.",
        "donors.syphilis_discordant": "Syphilis: the non-treponemal test is reactive, the treponemal test is not.",
        "donors.syphilis_unconfirmed": "Syphilis: the non-treponemal test is reactive and the treponemal test is "
        "missing.",
        "donors.syphilis_specific": "Syphilis: the treponemal test is reactive.",
        "donors.flagged": "{test} is reactive: the result travels with the product, to be matched to the recipient.",
        "donors.too_young": "The donor is {age} years old; at least {at_least} is asked.",
        "donors.born_early": "The child was born at {weeks} weeks; at least {at_least} is asked.",
        "donors.delivery_not_accepted": "The child was born by {found} delivery; {wanted} is asked.",
        "donors.newborn_not_healthy": "The newborn was not healthy.",
        "donors.news_open": "News {news} came after the donation and is not assessed yet.",
        "donors.news_against": "News {news}, assessed and signed, speaks against the donation.",
        "donors.news_harmless": "News {news}, assessed and signed, changes nothing.",
        "donors.urgent_need_not_offered": "Release for urgent medical need is not offered here.",
        "donors.complete": "Everything asked is on record and nothing speaks against it. It counts once the "
        "responsible person has signed.",
        # what an act refuses
        "donors.donor_unknown": "There is no donor {donor} on record.",
        "donors.donor_known": "This person is on record as a donor already ({donor}).",
        "donors.person_unknown": "There is no person {person} on record.",
        "donors.donation_unknown": "There is no donation {donation} on record.",
        "donors.consent_unknown": "There is no consent {consent} on record.",
        "donors.consent_withdrawn_already": "Consent {consent} has been withdrawn already.",
        "donors.news_unknown": "There are no news {news} on record.",
        "donors.news_assessed_already": "These news have been assessed already.",
        "donors.news_own": "Whoever recorded news does not assess them.",
        "donors.foreign_site": "{code} belongs to {site}, not to your site.",
        "donors.time_without_zone": "The time {given} has no time zone.",
        "donors.time_ahead": "The time {given} lies ahead.",
        "donors.zone_unknown": "“{zone}” is no time zone known here.",
        "donors.scopes_missing": "The consent covers nothing.",
        "donors.scope_unknown": "“{scope}” is nothing a consent can cover.",
        "donors.text_missing": "The version and the language of the text that was signed are needed.",
        "donors.answers_missing": "The interview holds no answer.",
        "donors.question_unknown": "“{question}” is no question of the interview.",
        "donors.answer_unknown": "“{answer}” is no answer: yes, no or unknown.",
        "donors.finding_unknown": "“{finding}” is no finding known here.",
        "donors.weight_impossible": "{weight} kg is impossible.",
        "donors.kind_unfit": "A {donor} does not give {kind}.",
        "donors.person_unfit": "Own cells name the person they are for; others name none.",
        "donors.infant_number": "Infants of one birth are numbered from 1 to {most}.",
        "donors.gestation_impossible": "{weeks} weeks of gestation is impossible.",
        "donors.age_impossible": "An age of {age} years is impossible here.",
        "donors.country_unknown": "“{country}” is no country code of two letters.",
        "donors.donation_twice": "A donation of infant {number} within a day of this time is on record already.",
        "donors.grounds_missing": "The grounds of the assessment are needed.",
        "donors.grounds_too_long": "The grounds are at most {most} characters long.",
        "donors.donor_known_here": "This person is on record as such a donor already.",
        "donors.donation_known": "This donation is on record already.",
        "donors.not_signed": "The responsible person has not signed the eligibility.",
        "donors.not_judged": "The donation has not been judged yet.",
        "donors.signed_already": "The decision in force is signed already.",
        "donors.incomplete_unsigned": "An incomplete decision is not signed; what is missing comes first.",
        "donors.sign_own": "Whoever asked for the judgement does not sign it.",
        "donors.facts_changed": "What is on record has changed since the decision was made. Have it judged again.",
        "donors.rules_unconfirmed": "The site has not confirmed the unverified rows of: {versions}.",
        "donors.rules_unreadable": "The rule set cannot be taken: {fault}.",
        "donors.rules_fault": "At {place}: {fault}.",
        "donors.rules_name_taken": "{version} comes with the house and says something else. Give the changed version "
        "a name of its own.",
        "donors.rules_adopted_already": "The site has taken this version already.",
    }
)
