"""The shipped knowledge base, let out, and a draft of one page with words in two languages."""

from typing import Any

from tests.pages.samples import builder


@builder
def of_knowledge(people: dict[str, Any]) -> dict[str, dict[str, str]]:
    """A page of the shipped base with a draft on top, handed in in English and being translated."""
    from cordline.knowledge import services
    from cordline.knowledge.files import base_files
    from cordline.knowledge.types import Language, Mark, NewSentence, Section

    editor = people["knowledge_editor@KL-CLINIC"]
    services.import_base(files=base_files(), by=editor, key="sample base")
    services.draft_page(
        page="Q13",
        seen=1,
        title="Length of stay",
        question="How long do I stay?",
        one_line="We say what we plan, and why it may be longer.",
        sentences=[
            NewSentence("short-1", Section.SHORT, "Ask us before you book a flight.", Mark.PLAIN),
            NewSentence("known-1", Section.KNOWN, "The shortest stay is {F10}."),
        ],
        what="Shorter",
        why="Readers asked for it",
        by=editor,
        key="sample draft",
    )
    services.write_words(
        page="Q13", number=2, language=Language.JA, seen=0, title="滞在期間", question="滞在は何日ですか。",
        one_line="予定と、長くなる理由をお伝えします。", text={"short-1": "航空券を予約する前にお尋ねください。"},
        by=editor, key="sample words",
    )  # fmt: skip
    page = {"code": "Q13"}
    version = {**page, "number": "2"}
    return {
        "knowledge:page": page,
        "knowledge:draft": page,
        "knowledge:review": page,
        "knowledge:publish": version,
        "knowledge:words": {**version, "language": "ja"},
        "knowledge:submit": {**version, "language": "ja"},
        "knowledge:approve": {**version, "language": "en"},
        "knowledge:source": {"code": "EV001"},
    }
