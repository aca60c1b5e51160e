"""What may be done about public words, and by whom."""

from cordline.ground.roles import Role
from cordline.ground.verbs import Gate, declare

_EDITORS = (Role.KNOWLEDGE_EDITOR, Role.MEDICAL_DIRECTOR)
_READERS = (Role.KNOWLEDGE_EDITOR, Role.PHYSICIAN, Role.MEDICAL_DIRECTOR, Role.INTERPRETER)

# An import may bring a source that no longer stands: it takes leave away.
BASE_IMPORTED = declare(
    "knowledge.base.imported", "took in a knowledge base of {pages} pages", *_EDITORS, gate=Gate.EXCLUSIVE
)
PAGE_DRAFTED = declare("knowledge.page.drafted", "drafted version {number} of {subject}", *_EDITORS)
SENTENCES_MARKED = declare(
    "knowledge.sentences.marked", "marked {count} sentences of version {number} of {subject}", *_EDITORS
)
WORDS_WRITTEN = declare(
    "knowledge.words.written",
    "wrote the words of version {number} of {subject} in {language}",
    *_EDITORS,
    Role.INTERPRETER,
)
WORDS_SUBMITTED = declare(
    "knowledge.words.submitted",
    "handed in version {number} of {subject} in {language}",
    *_EDITORS,
    Role.INTERPRETER,
)
WORDS_APPROVED = declare(
    "knowledge.words.approved", "approved version {number} of {subject} in {language}", *_READERS
)
PAGE_PUBLISHED = declare(
    "knowledge.page.published",
    "published version {number} of {subject} in {languages}",
    *_EDITORS,
    gate=Gate.SHARED,
)
PAGE_REVIEWED = declare(
    "knowledge.page.reviewed", "reviewed {subject}; the next review is due {due}", *_READERS
)
SOURCE_CHANGED = declare(
    "knowledge.source.changed",
    "set {subject} to {standing}, {verdict}; {count} sentences were withdrawn in every language: {reason}",
    Role.KNOWLEDGE_EDITOR,
    Role.MEDICAL_DIRECTOR,
    Role.PHYSICIAN,
    gate=Gate.EXCLUSIVE,
)
# Figures come from the records by the house itself; nobody types one.
FIGURE_PUBLISHED = declare(
    "knowledge.figure.published", "published {subject}: {numerator} of {denominator}", gate=Gate.EXCLUSIVE
)
FACT_SET = declare("knowledge.fact.set", "set {subject}: {reason}", *_EDITORS)
PLACE_SET = declare(
    "knowledge.place.set",
    "set what may be shown in {subject} from {effective_on}",
    *_EDITORS,
    gate=Gate.EXCLUSIVE,
)
# A visitor holds no role; the house takes the question for them.
INQUIRY_RECEIVED = declare(
    "knowledge.inquiry.received",
    "took question {subject} about {about}, to be answered by {promised_at}",
    about_person=True,
)
