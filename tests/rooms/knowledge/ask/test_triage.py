"""Red flags in four languages, and what takes them back: denied, long past, only imagined, asked about in general."""

import time

import pytest

from cordline.knowledge.asking.normalise import fold
from cordline.knowledge.asking.triage import look
from cordline.knowledge.asking.types import Reason
from tests.rooms.knowledge.ask.families import ELSE, NOW, TODAY

DANGER = [
    "there is a crushing pressure in my chest",
    "I feel a tight band around my chest and it hurts",
    "hurts to breathe and I am short of breath",
    "struggling to breathe after the drip",
    "she passed out twice today",
    "blood when I cough",
    "half of my face has gone numb",
    "my right leg is swollen and hurts",
    "my throat is closing",
    "red itchy bumps everywhere after the infusion",
    "fever 38.7 since noon",
    "102.5 F and feeling rotten",
    "he does not know where he is",
    "I cannot keep anything down, vomiting all night",
    "after the knee injection it is swollen, red and very hot",
    "lost vision in one eye this morning",
    "I want to kill myself",
    "Is 39.5 after the infusion normal?",
    "I have chest pain, what should I do?",
    "Can you help? my chest hurts since the injection",
    "No fever but I have chest pain",
    "chest pain",
    "dada saya rasa berat dan sakit",
    "saya tak boleh bernafas dengan betul",
    "nafas saya pendek lepas drip",
    "isteri saya pengsan tadi",
    "ada darah bila saya batuk",
    "muka sebelah kanan kebas",
    "kaki kiri saya bengkak dan sakit",
    "tekak saya rasa tersekat dan bengkak",
    "suhu 39 darjah",
    "badan panas 38.2 dan menggigil",
    "ayah tak kenal kami dan keliru",
    "muntah tak henti-henti dari pagi",
    "lutut merah panas dan bengkak lepas suntik",
    "mata kiri tiba-tiba kabur tak nampak",
    "rasa nak bunuh diri",
    "tak demam tapi dada saya sakit",
    "sakit dada",
    "胸が締めつけられるように苦しい",
    "息がうまく吸えません",
    "呼吸が苦しくて横になれない",
    "母が倒れて意識がありません",
    "咳をしたら血が出ました",
    "右半身がしびれて動きません",
    "言葉が出てこなくなった",
    "足が片方だけ腫れて痛い",
    "顔と唇が腫れてきました",
    "体中に蕁麻疹が広がっています",
    "38.6度の熱が出ました",
    "38度で悪寒がします",
    "何度も吐いて止まらない",
    "膝が赤く腫れて熱い",
    "左目が急に見えなくなった",
    "生きていたくない",
    "熱はないけれど胸が痛いです",
    "胸が痛いのですが、副作用ですか",
    "胸口像压着石头一样闷",
    "我喘气很困难",
    "呼吸急促，躺不下",
    "我妈晕过去了",
    "咳出来有血",
    "右半边身子发麻动不了",
    "突然说不出话",
    "一条腿肿得厉害还痛",
    "喉咙肿了喘不过气",
    "全身起了很多红疹特别痒",
    "体温三十八度八",
    "38度还打寒战",
    "他突然认不出人了",
    "吐个不停喝水也吐",
    "膝盖打针后红肿发热",
    "一只眼睛突然看不清了",
    "我想自杀",
    "没有发烧但是胸口痛",
    "我胸痛正常吗",
]
ORDINARY = [
    "is chest pain one of the possible reactions?",
    "how often do people faint during the infusion?",
    "what if I get short of breath at night?",
    "I never had chest pain or fainting",
    "no headache, no swelling, no trouble breathing",
    "I read that a woman went blind, is it true?",
    "ten years ago I had a stroke and my left arm was weak",
    "can it treat breathlessness in heart failure",
    "does fever mean that it works?",
    "should I develop a rash all over, whom do I call?",
    "do you treat people who were confused after a stroke years ago",
    "I am confused about the difference between the two products",
    "I cannot see the price on your page",
    "At what temperature should I call, 38.5?",
    "I am 39 years old",
    "the freezer is kept at minus 150, is 38 degrees bad for cells",
    "could I die of a clot?",
    "sakit dada tu kesan sampingan ke?",
    "berapa ramai orang pengsan masa infusi?",
    "kalau saya sesak nafas malam nanti macam mana?",
    "saya tak pernah sakit dada atau pengsan",
    "tak demam, tak sesak nafas, tak bengkak",
    "betul ke ada orang mati sebab darah beku",
    "sepuluh tahun dulu ayah kena strok, tangan kiri lemah",
    "boleh rawat sesak nafas sebab jantung lemah ke",
    "saya keliru pasal beza dua produk ni",
    "saya tak nampak harga di laman ini",
    "umur saya 39 tahun",
    "胸の痛みは副作用のひとつですか",
    "点滴中に失神する人はどのくらいいますか",
    "夜に息苦しくなったらどうすればいいですか",
    "胸痛や失神は一度もありません",
    "頭痛もめまいも呼吸困難もありません",
    "失明した人がいると聞きましたが本当ですか",
    "10年前の脳卒中で左腕に力が入りません",
    "心不全の息切れに効きますか",
    "39歳です",
    "二つの製品の違いで混乱しています",
    "血栓で亡くなることはありますか",
    "胸痛是不是副作用？",
    "输液时晕倒的人有多少？",
    "如果晚上喘不上气怎么办？",
    "我从来没有胸痛或晕倒过",
    "没有头痛、没有呼吸困难，也没有肿",
    "听说有人失明，是真的吗？",
    "十年前中风后左手无力",
    "心衰引起的气短能治吗",
    "我今年39岁",
    "会不会因为血栓死亡",
    "以前有过胸痛，早就好了",
]
SAME_DAY = [
    "my temperature is 38.1, no chills",
    "still have a headache since the infusion yesterday",
    "the needle site is red and itchy",
    "I forgot to take my pills",
    "suhu 37.8 malam ni",
    "masih pening kepala sejak infusi semalam",
    "tempat cucuk merah dan gatal",
    "boleh ke saya makan panadol",
    "37.9度あります",
    "昨日の点滴から頭痛が続いています",
    "注射の跡が赤くてかゆい",
    "薬を飲み続けてもいいですか",
    "体温38度，不打寒战",
    "昨天输液后一直头痛",
    "打针的地方又红又痒",
    "药可以继续吃吗",
]


@pytest.mark.req("W42", "S18")
@pytest.mark.parametrize("text", DANGER)
def test_a_red_flag_is_heard(text: str) -> None:
    found = look(fold(text))
    assert found is not None
    assert found.reason is Reason.RED_FLAG


@pytest.mark.req("W42", "S18")
@pytest.mark.parametrize("text", ORDINARY)
def test_words_of_danger_that_are_taken_back_are_no_emergency(text: str) -> None:
    found = look(fold(text))
    assert found is None or found.reason is not Reason.RED_FLAG


@pytest.mark.req("W42", "S18")
@pytest.mark.parametrize("text", SAME_DAY)
def test_a_same_day_flag_is_sent_to_the_clinic(text: str) -> None:
    found = look(fold(text))
    assert found is not None
    assert found.reason in (Reason.SAME_DAY, Reason.MEDICINE)


def each(family: dict[str, list[str]]) -> list[str]:
    """Give the sentences of a family in all four languages."""
    return [text for texts in family.values() for text in texts]


@pytest.mark.req("W42", "S18")
@pytest.mark.parametrize("text", each(NOW))
def test_what_happens_now_is_an_emergency(text: str) -> None:
    found = look(fold(text))
    assert found is not None
    assert found.reason is Reason.RED_FLAG


@pytest.mark.req("W42", "S18")
@pytest.mark.parametrize("text", each(ELSE))
def test_the_same_long_ago_denied_in_general_or_in_jest_is_none(text: str) -> None:
    found = look(fold(text))
    assert found is None or found.reason is not Reason.RED_FLAG


@pytest.mark.req("W42", "S18")
@pytest.mark.parametrize("text", each(TODAY))
def test_what_the_clinic_wants_to_hear_the_same_day_is_no_emergency(text: str) -> None:
    found = look(fold(text))
    assert found is not None
    assert found.reason is Reason.SAME_DAY


@pytest.mark.req("W42")
def test_signs_of_another_script_do_not_take_danger_back_or_raise_it() -> None:
    assert look(fold("I have chest pain 胸痛はありません")) is not None
    assert look(fold("胸痛没有ありません")) is None


@pytest.mark.req("S18")
def test_ten_thousand_characters_are_read_at_once() -> None:
    for piece in ("no fever, ", "胸が", "没有发烧、", "a" * 50 + " ", "tak ada ", "((((", "1.2.3.4 "):
        begun = time.process_time()
        look(fold((piece * 10_000)[:10_000]))
        assert time.process_time() - begun < 5
