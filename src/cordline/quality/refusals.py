"""The sentences in which the quality room refuses."""

from cordline.ground.refusal import register

register(
    {
        "quality.title_missing": "Say in one line what deviated.",
        "quality.title_too_long": "The line has {length} characters; at most {limit} fit on the release page.",
        "quality.words_too_long": "{part} has {length} characters; at most {limit} are kept.",
        "quality.action_missing": "Say what was done at once, or that nothing could be done.",
        "quality.subject_missing": "Name by its code what deviated.",
        "quality.deviation_unknown": "{deviation} is no deviation of this house.",
        "quality.deviation_closed": "{deviation} is closed; what is new about it is a deviation of its own.",
        "quality.other_site": "{deviation} belongs to {site}; you are signed in at {yours}.",
        "quality.investigation_missing": "{deviation} has no investigation yet.",
        "quality.cause_missing": "{deviation} names no cause.",
        "quality.corrective_missing": "A {severity} deviation needs a corrective action with its owner and due date.",
        "quality.corrective_incomplete": "A corrective action needs its owner and its due date.",
        "quality.conclusion_missing": "Say what the deviation means for what it touches.",
        "quality.own_investigation": "{person} investigated {deviation}; somebody else has to close it.",
        "quality.severity_same": "{deviation} is {severity} already.",
        "quality.reason_missing": "Give a reason: it stands in the record.",
    }
)
