"""The sentences of what the desk itself refuses."""

from cordline.ground.refusal import register

register(
    {
        "desk.read_twice": "{code} was read {seconds} seconds ago. The answer is the same; nothing was recorded twice.",
        "desk.nothing_searched": "Nothing was typed. Scan a code, or type a code, a name or a word.",
    }
)
