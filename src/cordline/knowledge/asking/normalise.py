"""How a text is made comparable: one form of each character, its tokens by language, and which language it is in."""

import re
import unicodedata
from functools import cache
from typing import Any

LANGUAGES = ("en", "ms", "ja", "zh-Hans")

KANA = re.compile(r"[\u3041-\u30ff]")
HAN = re.compile(r"[\u3400-\u9fff]")
CJK_RUN = re.compile(r"[\u3041-\u30ff\u3400-\u9fffー々]+")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
MARKUP = re.compile(r"<[^<>]{0,400}>")
SPACES = re.compile(r"[^\S\n]+")
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'"})

# Traditional characters that visitors type, for texts without kana (Japanese writes some of them too).
TRADITIONAL = str.maketrans(
    "氣過沒無發燒頭腫臉說話現剛見嘔嗎麼還這個們時間會來對開關點問題讓從後給與細胞療醫幹費錢國馬亞幾歲億萬臍帶體內癥狀"
    "藥劑針輸長為什種類別風險膚關節質損傷臟腦癌壞記憶認識預約檢驗報銷險賠償確實際險價優遺傳變選擇應該聯繫詢聽讀寫買賣親媽爺"
    "嬰兒產婦產獻來歷證許認語詞義釋詳細簡單複雜難雙腳壓緊悶喘紅癢疹視網眼鏡雞學習業",
    "气过没无发烧头肿脸说话现刚见呕吗么还这个们时间会来对开关点问题让从后给与细胞疗医干费钱国马亚几岁亿万脐带体内症状"
    "药剂针输长为什种类别风险肤关节质损伤脏脑癌坏记忆认识预约检验报销险赔偿确实际险价优遗传变选择应该联系询听读写买卖亲妈爷"
    "婴儿产妇产献来历证许认语词义释详细简单复杂难双脚压紧闷喘红痒疹视网眼镜鸡学习业",
)

# Words that say nothing of the subject. Kept short: a question is short too.
_EN = """a an the of to in on at for and or is are was were be been do does did can could will would should i me my you
your we our it its this that these those there with by as from if so any some have has had am not no please hi hello
about they them he she his her what which who how when where why tell know want need like just get"""
_MS = """dan atau yang di ke dari pada untuk utk ini itu ni tu ada adakah saya sy anda kita kami dia dengan dgn akan
boleh tak tidak apa apakah ke kah la lah je saja juga jadi kalau macam mana mcm bagaimana nak mahu tolong"""
STOP = {"en": frozenset(_EN.split()), "ms": frozenset(_MS.split())}


def fold(text: str) -> str:
    """Give the text in one form: compatibility characters joined, no invisible marks, no markup, small letters."""
    plain = unicodedata.normalize("NFKC", text).translate(APOSTROPHES)
    plain = MARKUP.sub(" ", plain)
    plain = "".join(" " if char == "\t" else char for char in plain if char == "\n" or not _invisible(char))
    plain = SPACES.sub(" ", plain).strip().lower()
    if HAN.search(plain) and not KANA.search(plain):
        plain = plain.translate(TRADITIONAL)
    return plain


@cache
def _invisible(char: str) -> bool:
    return unicodedata.category(char) in {"Cf", "Cc", "Cs", "Co", "Cn"} and char != "\t"


def says_something(folded: str) -> bool:
    """True if there is at least one letter, sign or digit of any script in the text: no lone emoji or mark."""
    return any(unicodedata.category(char)[0] in "LN" for char in folded)


# Words by which a short text shows its language.
_MS_SHOWN = """
saya awak anda kami kita apa apakah adakah bagaimana berapa bila mana siapa kenapa mengapa boleh tak tidak
tiada nak mahu untuk dengan yang dan atau ini itu ada sakit ubat rawatan sel klinik kos harga lama hari rumah sudah dah
belum sejak lepas selepas kalau jika macam mcm sy xde xleh brp ke kah kat di dari pada dalam pesakit doktor ayah mak ibu
bapa isteri suami anak lutut dada kepala demam darah badan tangan kaki muka tolong terima kasih penyakit kesan sampingan
selamat bahaya berapakah insurans gen tali pusat orang bayi maksud istilah beza jadi betul je la ni tu lagi makan minum
resipi nasi terangkan"""
_EN_SHOWN = """cells cell treatment pain cost price how long much side effects safe insurance clinic therapy doctor stem
days after before"""
MALAY = frozenset(_MS_SHOWN.split())
ENGLISH = STOP["en"] | frozenset(_EN_SHOWN.split())


def detect_language(folded: str, fallback: str = "en") -> str:
    """Say in which of the four languages a folded text is written; ``fallback`` where nothing tells."""
    han, kana = len(HAN.findall(folded)), len(KANA.findall(folded))
    words = WORD.findall(folded)
    latin = [word for word in words if word.isascii() and word.isalpha()]
    if kana and kana * 8 >= han or kana > 3:
        return "ja"
    if han and han * 2 >= len(latin):
        return "zh-Hans"
    malay = sum(word in MALAY for word in latin)
    english = sum(word in ENGLISH for word in latin)
    if malay > english:
        return "ms"
    return "en" if english or fallback not in {"en", "ms"} and latin else fallback


@cache
def _stemmer() -> Any:
    try:
        import Stemmer
    except ImportError:  # a bare installation without the stemmer still answers, a little worse
        return None
    return Stemmer.Stemmer("english")


def words_of(folded: str, lang: str) -> list[str]:
    """Give the words of a Latin text that carry meaning; English ones by their stem."""
    stop = STOP.get(lang, frozenset())
    words = [word.replace("'", "") for word in WORD.findall(folded) if not CJK_RUN.match(word)]
    kept = [word for word in words if word not in stop] or words
    stemmer = _stemmer() if lang == "en" else None
    return stemmer.stemWords(kept) if stemmer else kept


def grams_of(folded: str, sizes: tuple[int, ...] = (3, 4, 5)) -> list[str]:
    """Give pieces of words, their ends marked: chat spelling, prefixes and slips leave most of them whole."""
    pieces: list[str] = []
    for word in WORD.findall(folded):
        marked = f"<{word}>"
        for size in sizes:
            pieces += [marked[at : at + size] for at in range(len(marked) - size + 1)]
    return pieces


def signs_of(folded: str) -> list[str]:
    """Give pairs and triples of signs of a Japanese or Chinese text, and its single Han characters."""
    pieces: list[str] = []
    for run in CJK_RUN.findall(folded):
        pieces += [sign for sign in run if HAN.match(sign)]
        pieces += [run[at : at + 2] for at in range(len(run) - 1)]
        pieces += [run[at : at + 3] for at in range(len(run) - 2)]
    pieces += [word for word in WORD.findall(folded) if word.isascii()]
    return pieces
