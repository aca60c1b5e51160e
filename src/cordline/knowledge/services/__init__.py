"""What may be done about public words, figures, facts and places."""

from cordline.knowledge.services.figures import lock_figure, publish_figure, publish_figure_within
from cordline.knowledge.services.importing import import_base, import_evidence
from cordline.knowledge.services.inquiring import promise_at, receive_inquiry, reply_promised
from cordline.knowledge.services.keeping import set_fact, set_place
from cordline.knowledge.services.publishing import approve_words, publish_page, schedule_review
from cordline.knowledge.services.withdrawing import change_source
from cordline.knowledge.services.writing import draft_page, mark_sentences, submit_words, write_words

__all__ = [
    "approve_words",
    "change_source",
    "draft_page",
    "import_base",
    "import_evidence",
    "lock_figure",
    "mark_sentences",
    "promise_at",
    "publish_figure",
    "publish_figure_within",
    "publish_page",
    "receive_inquiry",
    "reply_promised",
    "schedule_review",
    "set_fact",
    "set_place",
    "submit_words",
    "write_words",
]
