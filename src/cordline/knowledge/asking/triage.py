"""What in a question needs a person now: red flags, same-day flags, staff, and what is not to be answered at all.

The rules read the whole text in all four languages, whatever language was chosen: a frightened visitor mixes. Words of
danger that are denied, long past, only imagined or asked about in general are an ordinary question.
"""

import re
from dataclasses import dataclass

from cordline.knowledge.asking.flags import Flag, rules, together
from cordline.knowledge.asking.normalise import KANA
from cordline.knowledge.asking.types import Finding, Reason

SENTENCE_END = re.compile(r"(?<!\d)\.|\.(?=\s|$)|\.(?!\d)|[!?。！？;；\n…]+")
CLAUSE_END = re.compile(
    r"[,，:：()（）]| but | however | - | – | tapi | tetapi | oh ya |但是?|可是|不过|对了"
)
CLAUSE_END_JA = re.compile(r"[,，、:：()（）]|けれど|しかし|ですが|ところで")
LIST = re.compile(r"[や・と、 ]*")
LIST_GOES_ON = re.compile(r"^,? ?(?:\w+ ?){0,4}(?:\bor\b|\bnor\b|\batau\b)")
NUMBER = re.compile(
    r"(?<![\d.,:/-])((?:3[5-9]|4[0-3])(?:[.,]\d{1,2})?|(?:9[5-9]|10\d)(?:[.,]\d{1,2})?)(?![\d:/]|[.,]\d)(?P<after>.{0,12})",
    re.DOTALL,
)
OTHER_UNIT = re.compile(
    r"^\s*-?(?:years?|yrs?|yo\b|kg|kilo|%|percent|days?|hours?|minutes?|mins?|weeks?|months?|cells?|million|people|patients?|cm|mg|ml|"
    r"tahun|hari|jam|minit|minggu|bulan|orang|pesakit|peratus|juta|歳|才|岁|公斤|斤|日|天|分|個|个|万|人|号|回|次|年|キロ|パーセント|週|周|ヶ月|か月)"
)
TOLD_DEGREES = re.compile(r"^\s*(?:°|º|℃|度|degrees?|darjah|c\b|f\b)")
MONEY = re.compile(r"(?:rm|usd|sgd|\$|¥|€|£)\s*$")
HAN_DIGITS = {sign: str(at) for at, sign in enumerate("零一二三四五六七八九")}
HAN_DEGREES = re.compile(r"([三四])十([一二三四五六七八九])?度(?:([一二三四五六七八九半])(?!十|个|天))?")
BARE_DEGREES = frozenset({"度", "degree", "degrees", "darjah", "热"})
# What may have been so for years, and then is a reason to ask and no alarm.
LASTING = frozenset({"weak_side", "speech", "confusion", "eye_loss", "swollen_limb"})
# What people say of a price or a word, half in jest; never thoughts of death, which are taken at their word.
FIGURATIVE = frozenset({"chest_pain", "fainting", "breathless", "severe_headache", "other_danger"})
LONGEST_SENTENCE, OVERLAP = 400, 80


@dataclass(frozen=True)
class Spot:
    """One place in one sentence where a word of danger stands."""

    sentence: str
    start: int
    end: int

    @property
    def before(self) -> str:
        return self.sentence[max(0, self.start - 90) : self.start]

    @property
    def after(self) -> str:
        return self.sentence[self.end : self.end + 60]

    @property
    def clause(self) -> str:
        """The part of the sentence around the spot; a Japanese list of nouns reaches to its end."""
        japanese = KANA.search(self.sentence) is not None
        boundary = CLAUSE_END_JA if japanese else CLAUSE_END
        begin, finish = 0, len(self.sentence)
        for mark in boundary.finditer(self.sentence):
            if mark.end() <= self.start:
                begin = mark.end()
            elif mark.start() >= self.end and not (
                japanese and LIST.fullmatch(self.sentence, self.end, mark.start())
            ):
                finish = mark.start()
                break
        return self.sentence[begin:finish]


def _has(name: str, text: str) -> bool:
    return any(name in words.context and words.context[name].search(text) for words in rules())


def _denied(spot: Spot) -> bool:
    before = spot.before.replace(",", " or ") if LIST_GOES_ON.match(spot.after) else spot.before
    return _has("negation_before", before) or _has("negation_after", spot.after)


def _long_past(spot: Spot) -> bool:
    around = spot.clause
    if _has("past_after", spot.after):
        return not _has("present", around)
    if _has("past", around):
        return not _has("present", around)
    return _has("past", spot.sentence) and not _has("present", spot.sentence)


def _imagined(spot: Spot) -> bool:
    return _has("hypothesis_before", spot.before) or _has("hypothesis_after", spot.after)


def _about_a_person(spot: Spot) -> bool:
    clause = spot.clause
    if _has("person", clause) and not KANA.search(clause):
        # The Chinese pattern ends where the sign of danger begins, so it is asked about what stands before as well.
        return True
    return _has("person", spot.before) if not KANA.search(clause) else _has("person", clause)


def _in_general(spot: Spot) -> bool:
    clause = spot.clause
    if _has("acute", clause):
        return False
    told = _has("person", spot.sentence) or _has("person", spot.before) or _has("acute", spot.sentence)
    if _has("general", clause) and not _about_a_person(spot):
        return True
    if (_has("general", spot.sentence[: spot.start]) or _has("general_after", spot.after)) and not told:
        return True
    return (_has("treat_before", spot.before) or _has("treat_after", spot.after)) and not _has(
        "acute", spot.sentence
    )


def ordinary(spot: Spot) -> bool:
    """True if the word of danger is denied, long past, imagined, or asked about in general."""
    return _denied(spot) or _imagined(spot) or _long_past(spot) or _in_general(spot)


def harmless_symptom(folded: str) -> str:
    """Say how a text without a flag speaks of a symptom: ``asked`` about in general, ``borne`` for long, or neither.

    A visitor who asks whether something can happen wants the page of side effects; one who has lived with it for years
    asks whether the treatment is used for it.
    """
    for sentence in sentences(folded):
        for words in rules():
            for flag in (*words.flags, *words.same_day):
                for spot in _spots(flag, sentence):
                    borne = (
                        _has("treat_before", spot.before)
                        or _has("treat_after", spot.after)
                        or _long_past(spot)
                    )
                    if borne:
                        return "borne"
                    if not _denied(spot) and (_imagined(spot) or _in_general(spot)):
                        return "asked"
    return ""


def hoped_for(spot: Spot) -> bool:
    """True if somebody asks what could help with a lasting loss: nothing in the sentence says that it is new."""
    rest = spot.sentence[spot.end : spot.end + 120]
    return (
        _has("hope_after", rest) and not _has("acute", spot.sentence) and not _has("present", spot.sentence)
    )


def _taken_back(flag: str, spot: Spot) -> bool:
    if flag == "self_harm" and _has("own", spot.sentence):
        # "What is the point of going on, I would rather ..." asks nothing in general.
        return _denied(spot) or _imagined(spot) or _long_past(spot)
    return ordinary(spot) or (flag in LASTING and hoped_for(spot))


def sentences(folded: str) -> list[str]:
    """Cut a text into sentences; a very long one into overlapping pieces, so that the work stays in proportion."""
    found: list[str] = []
    for sentence in SENTENCE_END.split(folded):
        text = sentence.strip()
        for at in range(0, max(1, len(text) - OVERLAP), LONGEST_SENTENCE - OVERLAP):
            found.append(text[at : at + LONGEST_SENTENCE])
    return [one for one in found if one]


def _spots(flag: Flag, sentence: str) -> list[Spot]:
    found = [
        Spot(sentence, hit.start(), hit.end()) for pattern in flag.any for hit in pattern.finditer(sentence)
    ]
    if flag.all:
        hits = [pattern.search(sentence) for pattern in flag.all]
        if all(hits) and hits[0]:
            found.append(Spot(sentence, hits[0].start(), hits[0].end()))
    if flag.near:
        for spans in together(flag, sentence):
            if not any(_denied(Spot(sentence, start, end)) for start, end in spans):
                found.append(Spot(sentence, min(start for start, _ in spans), max(end for _, end in spans)))
    return found


def red_flag(parts: list[str]) -> Finding | None:
    """Give the first red flag of section 6 that somebody has now, or None; see ``ordinary`` for what is not one."""
    faded: Finding | None = None
    for sentence in parts:
        if _has("animal", sentence) and not _has("bitten", sentence):
            continue  # of somebody's dog
        joking = _has("figure_of_speech", sentence)
        for words in rules():
            for flag in words.flags:
                for spot in _spots(flag, sentence):
                    if joking and flag.name in FIGURATIVE:
                        continue
                    if flag.needs_person and not (_has("person", sentence) or _has("person", spot.before)):
                        continue
                    if _taken_back(flag.name, spot):
                        continue
                    if _has("resolved_after", spot.after):
                        faded = Finding(Reason.SAME_DAY, flag.name)
                        continue
                    return Finding(Reason.RED_FLAG, flag.name)
    return _fever(parts) or faded


def degrees(sentence: str) -> list[tuple[float, Spot]]:
    """Give the body temperatures (Celsius) that a sentence tells, with their places."""
    found: list[tuple[float, Spot]] = []
    for words in rules():
        if words.fever["not_a_temperature"].search(sentence):
            return []
    said = any(words.fever["words"].search(sentence) for words in rules())
    for hit in NUMBER.finditer(sentence):
        value, after = float(hit.group(1).replace(",", ".")), hit.group("after")
        least = 37.5 if _has("present", sentence) else 38
        bare = least <= value < 42 and "." in hit.group(1) and not MONEY.search(sentence[: hit.start()])
        if OTHER_UNIT.match(after) or not (said or bare or TOLD_DEGREES.match(after)):
            continue
        celsius = value if value < 50 else round((value - 32) * 5 / 9, 1)
        found.append((celsius, Spot(sentence, hit.start(1), hit.end(1))))
    for hit in HAN_DEGREES.finditer(sentence):
        tens, ones, tenth = hit.groups()
        after = "5" if tenth == "半" else HAN_DIGITS[tenth or "零"]
        text = f"{HAN_DIGITS[tens]}{HAN_DIGITS[ones or '零']}.{after}"
        found.append((float(text), Spot(sentence, hit.start(), hit.end())))
    return found


def _chills(parts: list[str]) -> bool:
    for sentence in parts:
        for words in rules():
            for hit in words.fever["chills"].finditer(sentence):
                spot = Spot(sentence, hit.start(), hit.end())
                if not (_denied(spot) or _imagined(spot) or _long_past(spot) or _in_general(spot)):
                    return True
    return False


def _fever(parts: list[str]) -> Finding | None:
    shivers = _chills(parts)
    mild = False
    for sentence in parts:
        for celsius, spot in degrees(sentence):
            if not 37.5 <= celsius <= 43 or _denied(spot) or _imagined(spot) or _long_past(spot):
                continue
            limit = any(words.fever["threshold"].search(sentence) for words in rules())
            if limit and not _about_a_person(spot):
                continue
            if celsius >= 38.5 or (celsius >= 38.0 and shivers):
                return Finding(Reason.RED_FLAG, "fever")
            mild = True
        for words in rules():
            for name in ("high", "words"):
                hit = words.fever[name].search(sentence)
                if hit is None or hit.group() in BARE_DEGREES:
                    continue
                if name == "words" and (not shivers or degrees(sentence)):
                    continue  # warm without chills is no red flag, and a number has spoken already
                if not ordinary(Spot(sentence, hit.start(), hit.end())):
                    return Finding(Reason.RED_FLAG, "fever")
    return Finding(Reason.SAME_DAY, "fever") if mild else None


def same_day(parts: list[str]) -> Finding | None:
    """Give the first flag for which the clinic wants to hear from somebody the same day, or None."""
    for sentence in parts:
        for words in rules():
            for flag in words.same_day:
                for spot in _spots(flag, sentence):
                    if flag.name == "fever" and not (_about_a_person(spot) or _has("present", sentence)):
                        continue
                    if not ordinary(spot) and not _has("resolved_after", spot.after):
                        return Finding(Reason.SAME_DAY, flag.name)
    return None


def _group(reason: Reason, text: str) -> Finding | None:
    if any(pattern.search(text) for words in rules() for pattern in words.groups.get(reason, ())):
        return Finding(reason)
    return None


def look(folded: str) -> Finding | None:
    """Give what the rules find in a folded text, the most urgent first; None leaves the question to the search."""
    parts = sentences(folded)
    urgent = red_flag(parts)
    if urgent and urgent.reason is Reason.RED_FLAG:
        return urgent
    text = "\n".join(parts)
    return (
        _group(Reason.MACHINE, text)
        or _group(Reason.OTHER_PERSON, text)
        or urgent
        or same_day(parts)
        or _group(Reason.MEDICINE, text)
        or _group(Reason.STAFF, text)
        or _group(Reason.BESIDE, text)
    )
