"""The sentences in which the room knowledge refuses: broken files first, then what may not be published."""

from cordline.ground.refusal import register

register(
    {
        "knowledge.base_unreadable": "{file} cannot be read: {why}.",
        "knowledge.base_missing": "{file} is missing.",
        "knowledge.base_key_missing": "{file}: {key} is missing.",
        "knowledge.base_key_unknown": "{file}: {key} is not known here.",
        "knowledge.base_value": "{file}: {key} is {value}; it must be {allowed}.",
        "knowledge.base_reference": "{file}: {key} names {reference}, which nobody has.",
        "knowledge.base_unbound": "{file}: {key} claims something and rests on nothing.",
        "knowledge.base_double": "{file}: {key} is there twice.",
        "knowledge.base_fateless": "{file}: the statement {claim} has no fate.",
        "knowledge.base_unanswered": "{file}: the statement {claim} is {fate}, but no sentence answers it there.",
        "knowledge.base_markup": "{file}: {key}: {why}.",
        "knowledge.base_phrasings": "{file}: {key} has {count} phrasings; at least {least} are needed.",
        "knowledge.base_wordless": "{file}: {key} has no words in this language.",
        "knowledge.base_sentence_unknown": "{file}: {key} has words, but the page has no such sentence.",
        "knowledge.base_contradicted": (
            "{file}: {key} is shown as supported, but {sources} do not support it. If the sentence says just that, "
            "mark it denies = true."
        ),
        "knowledge.page_unknown": "{page} is no page here.",
        "knowledge.words_unknown": "{page} has no words in {language} in version {number}.",
        "knowledge.revision_stale": (
            "{page} has moved on: you worked from version {seen}, the newest is {newest}. Nothing of yours is lost: "
            "look at what changed, then save again."
        ),
        "knowledge.words_stale": (
            "Somebody changed the words of {page} in {language} meanwhile (you saw change {seen}, it is at {newest}). "
            "Nothing of yours is lost: look at theirs, then save again."
        ),
        "knowledge.words_settled": "The words of {page} in {language} are {state}; write a new version.",
        "knowledge.sentence_unknown": "{page} has no sentence {key}.",
        "knowledge.sentence_double": "{page} has the sentence {key} twice.",
        "knowledge.sentence_unmarked": "“{key}” on {page} is marked neither as a claim nor as plain.",
        "knowledge.sentence_wordless": "“{key}” on {page} has no words in {language}.",
        "knowledge.sentence_markup": "“{key}” on {page} in {language}: {why}.",
        "knowledge.claim_unbound": "“{key}” on {page} claims something and rests on nothing.",
        "knowledge.claim_ungraded": "“{key}” on {page} has no verdict or no grade.",
        "knowledge.claim_contradicted": (
            "“{key}” on {page} is shown as supported, but {sources} do not support it, or no longer stand."
        ),
        "knowledge.claim_leans_on_withdrawn": "“{key}” on {page} rests on {sources}, which is {standing}.",
        "knowledge.plain_rests": "“{key}” on {page} is marked plain and rests on {sources}; a claim it is.",
        "knowledge.reference_unknown": "“{key}” on {page} rests on {reference}, which nobody has.",
        "knowledge.review_overdue": "{page} was due for review on {due}; review it, then publish.",
        "knowledge.wording_promotional": "“{words}” in “{key}” on {page} ({language}): {why}",
        "knowledge.translation_older": (
            "{page} in {language} was translated from an older text (change {seen}; the English is at {newest}). "
            "Translate what changed first."
        ),
        "knowledge.source_words_missing": "{page} has no English words in version {number}; they come first.",
        "knowledge.not_submitted": "The words of {page} in {language} are {state}, not handed in for approval.",
        "knowledge.not_approved": (
            "The words of {page} in {language} are a draft that nobody has approved; a draft is shown in a "
            "demonstration only."
        ),
        "knowledge.own_words": "{person} wrote the words of {page} or marked them; a second person approves.",
        "knowledge.support_changed": (
            "Something a claim rests on was withdrawn or changed at the same moment; look at the page again."
        ),
        "knowledge.shown_unbound": "A claim would be shown without what it rests on.",
        "knowledge.source_unknown": "{source} is no source here.",
        "knowledge.source_same": "{source} is {standing} and {verdict} already.",
        "knowledge.reason_missing": "Say why: it stands in the public history.",
        "knowledge.change_missing": "Say what changed and why: it stands in the public history.",
        "knowledge.verdict_unknown": "{verdict} is no verdict on a source.",
        "knowledge.figure_unknown": "{figure} is no figure of this house.",
        "knowledge.figure_above_whole": "{numerator} of {denominator} cannot be: the part is larger than the whole.",
        "knowledge.figure_overtaken": "Publication {newest} of {figure} was made while this count was taken.",
        "knowledge.figure_negative": "A count is zero or more; {count} is not.",
        "knowledge.figure_period": "The period ends on {until}, before it begins on {since}.",
        "knowledge.figure_completeness": "A completeness lies between 0 and 100 per cent; {given} does not.",
        "knowledge.figure_simulated": "A figure from simulated records is published in a demonstration only.",
        "knowledge.figure_under_review": "{under_review} under review cannot be more than the {numerator} counted.",
        "knowledge.fact_unknown": "{fact} is no recurring fact here.",
        "knowledge.fact_unsaid": "{fact} has no words in {language}.",
        "knowledge.fact_unsayable": "{fact} in {language}: the words do not fit the values ({why}).",
        "knowledge.place_unknown": "{place} is no place with rules here.",
        "knowledge.place_names_unknown": "{name} is neither a product nor a class of statements.",
        "knowledge.review_in_past": "The next review lies in the past ({due}).",
        "knowledge.row_lost": "{source} is in the record and not in the file; a source is superseded, never dropped.",
    }
)
