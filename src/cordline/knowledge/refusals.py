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
        "knowledge.base_stale": "{file}: translated from version {seen}, but the English page is version {version}.",
        "knowledge.base_contradicted": (
            "{file}: {key} is shown as supported, but {sources} do not support it. If the sentence says just that, "
            "mark it denies = true."
        ),
    }
)
