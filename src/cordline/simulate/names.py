"""Names of people who do not exist, plainly so, in four scripts."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class InventedName:
    """A full name in Latin letters, what to call the person by, and the name in the person's own script."""

    full: str
    called: str
    own_script: str = ""
    kana: str = ""
    language: str = "en"


_FIRST = ("Ada", "Bela", "Cleo", "Dora", "Elma", "Fay", "Gita", "Hana", "Ines", "Jun", "Kiri", "Lena", "Mira",
          "Noor", "Orla")  # fmt: skip
_LAST = ("Contoh", "Examplewood", "Sampelton", "Fictari", "Mockridge", "Testerly",
         "Dummyvale", "Templar-Test", "Pretendova")  # fmt: skip
_CHINESE = (("Yangben", "样本"), ("Shili", "示例"), ("Ceshi", "测试"))
_CHINESE_GIVEN = (("Yi", "一"), ("Er", "二"), ("San", "三"), ("Si", "四"), ("Wu", "五"), ("Liu", "六"))
_JAPANESE = (("Mihon", "見本", "ミホン"), ("Kaku", "架空", "カクウ"), ("Tesuto", "手須戸", "テスト"))
_JAPANESE_GIVEN = (
    ("Ichiko", "一子", "イチコ"),
    ("Niko", "二子", "ニコ"),
    ("Mitsuko", "三子", "ミツコ"),
    ("Shiro", "四郎", "シロウ"),
)
_TAMIL = (("Maathiri", "மாதிரி"), ("Karpanai", "கற்பனை"))


def invent(rng: Random) -> InventedName:
    """Give one invented name; one person in two writes it in a script other than Latin."""
    kind = rng.randrange(6)
    if kind < 3:
        first, last = rng.choice(_FIRST), rng.choice(_LAST)
        return InventedName(f"{first} {last}", first, language="ms" if kind == 2 else "en")
    if kind == 3:
        (family, family_own), (given, given_own) = rng.choice(_CHINESE), rng.choice(_CHINESE_GIVEN)
        return InventedName(f"{family} {given}", given, family_own + given_own, language="zh-hans")
    if kind == 4:
        (latin, own, kana), (first, own_first, kana_first) = (
            rng.choice(_JAPANESE),
            rng.choice(_JAPANESE_GIVEN),
        )
        return InventedName(f"{latin} {first}", first, own + own_first, f"{kana} {kana_first}", language="ja")
    first, (last, own) = rng.choice(_FIRST), rng.choice(_TAMIL)
    return InventedName(f"{first} {last}", first, own)
