"""The sentences of the people room's refusals; none of them ever carries a name."""

from cordline.ground.refusal import register

register(
    {
        "people.unknown": "{person} is no person known here.",
        "people.erased": "{person} was erased on {erased_at}. The code stays; who it was is not known any more.",
        "people.name_missing": "The full name as in the passport is needed.",
        "people.name_too_long": "The {field} is longer than {most} characters.",
        "people.birth_missing": "The birth date is needed.",
        "people.birth_in_future": "The birth date lies ahead.",
        "people.birth_too_old": "The birth date is more than {years} years ago. Check the year.",
        "people.sex_unknown": "Sex is one of F, M, X, as the passport says.",
        "people.wrong_role": "Registering a {kind} is for: {roles}.",
        "people.other_site": "{person} belongs to {found}. You are signed in at {site}.",
        "people.not_for_role": "{person} is known to you by code only. Names are for those who care for the person.",
        "people.not_while_viewing": "Who looks on as somebody else opens no person's record and sees no name.",
        "people.not_yours": "You can open your own record only.",
        "people.nothing_changed": "Nothing is different from what is recorded.",
        "people.weight_impossible": "A weight of {given} kg is not between {least} and {most} kg.",
        "people.allergen_unknown": "“{given}” is no coded allergen.",
        "people.observed_ahead": "The observation lies ahead of the record's clock.",
        "people.retained": "The law keeps {what} until {until} ({basis}). Erase after that day.",
        "people.already_erased": "{person} was already erased.",
    }
)
