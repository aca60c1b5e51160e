"""The sentences of lineage's refusals."""

from cordline.ground.refusal import register

register(
    {
        "lineage.held": "{asked} is on hold: {hold} stands on {target} ({reason}), placed at {site} since {since}. "
        "Quality can lift it.",
        "lineage.held_by_ancestor": "{asked} is on hold through what it came from: {hold} stands on {target} "
        "({reason}), placed at {site} since {since}. Quality can lift it.",
        "lineage.held_by_exposure": "{asked} is on hold through what touched it: {hold} stands on {target} "
        "({reason}), placed at {site} since {since}. Quality can lift it.",
        "lineage.code_not_found": "{code} is not in the lineage: nothing with this code was ever born here.",
        "lineage.unit_not_found": "{code} is not known as something that can touch material.",
        "lineage.parent_missing": "A {kind} has parents. Name what {code} came from.",
        "lineage.root_has_parent": "{code} is a {kind}: nothing it could have come from is kept here.",
        "lineage.parent_twice": "{parent} is named twice as a parent of {code}.",
        "lineage.autologous_mixed": "{code} would mix {first}, which may go to {first_person}, with {second}, which "
        "may go to {second_person}. Material kept for one person is never mixed with any other.",
        "lineage.autologous_other_person": "{parent} may only ever go to {person}; {code} cannot be made for "
        "{asked_person}.",
        "lineage.autologous_too_late": "{parent} was not given for one person. Only a donation can be given for "
        "its own donor; {code} cannot become that later.",
        "lineage.autologous_foreign_person": "{code} may only ever go to {person}, from whom it came; this is "
        "{asked_person}.",
        "lineage.reason_missing": "Say why, in at least {least} characters.",
        "lineage.hold_not_found": "There is no hold {code}.",
        "lineage.hold_lifted_already": "Hold {code} was lifted already, on {lifted_at}.",
        "lineage.hold_own": "You placed hold {code} yourself; somebody else of quality has to lift it.",
        "lineage.hold_import": "Hold {code} belongs to an import; it ends with the import.",
        "lineage.hold_target_unknown": "Nothing here bears the code {code}, so there is nothing to hold.",
        "lineage.edge_not_found": "{child} was never recorded as coming from {parent}.",
        "lineage.edge_struck_already": "That {child} came from {parent} was struck already, on {struck_at}.",
        "lineage.edge_not_struck": "That {child} came from {parent} has not been struck.",
        "lineage.edge_reviewed_already": "The struck descent of {child} from {parent} was reviewed on {reviewed_at}.",
        "lineage.strike_own_review": "You struck this descent yourself; somebody else of quality has to review it.",
    }
)
