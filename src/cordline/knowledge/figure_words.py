"""The sentence of a live figure, in each language: count, out of how many, over what time, how sure, how complete.

A zero says its upper bound. A count under review says so. Where too few could be reached the sentence says that no
rate can be given, and still says the count: an overall count of events is never held back (W36).
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from cordline.knowledge.limits import LEAST_COMPLETENESS_PCT, LEAST_DENOMINATOR
from cordline.knowledge.types import Language


@dataclass(frozen=True)
class FigureCount:
    """A figure's numbers as they were published."""

    name: str
    numerator: int
    denominator: int
    period_from: date
    period_to: date
    low: Decimal | None
    high: Decimal | None
    completeness_pct: Decimal | None
    under_review: int
    simulated: bool


def enough_follow_up(count: FigureCount) -> bool:
    """Say whether enough people could be reached for a rate to mean anything (W36)."""
    if count.denominator < LEAST_DENOMINATOR:
        return False
    return count.completeness_pct is None or count.completeness_pct >= LEAST_COMPLETENESS_PCT


def definition(name: str, language: Language) -> str:
    """What the figure counts, in words."""
    return COUNTED[name][language][0]


def denominator_definition(name: str, language: Language) -> str:
    """What the figure counts among, in words."""
    return COUNTED[name][language][1]


def counter(name: str, language: Language) -> str:
    """The word that a language puts after a number of these (209人, 209名), or nothing where it has none."""
    return COUNTERS[name].get(language, "")


def sentence(count: FigureCount, language: Language) -> str:
    """Say the figure in a language."""
    said = WORDS[language]
    counted, among = COUNTED[count.name][language]
    facts = {
        "n": f"{count.numerator:,}",
        "m": f"{count.denominator:,}",
        "counted": counted,
        "among": among,
        "each": counter(count.name, language),
        "since": _day(count.period_from, language),
        "until": _day(count.period_to, language),
        "review": f"{count.under_review:,}",
        "reached": _percent(count.completeness_pct),
    }
    parts = [said["count"].format(**facts)]
    if count.denominator == 0:
        parts = [said["nothing"].format(**facts)]
    if count.under_review:
        parts.append(said["review"].format(**facts))
    if count.denominator and not enough_follow_up(count):
        parts.append(said["few" if count.denominator < LEAST_DENOMINATOR else "unreached"].format(**facts))
    elif count.low is not None and count.high is not None:
        low, high = _per_thousand(count.low, ROUND_FLOOR), _per_thousand(count.high, ROUND_CEILING)
        parts.append(said["up_to" if count.numerator == 0 else "between"].format(**facts, low=low, high=high))
        if count.completeness_pct is not None:
            parts.append(said["reached"].format(**facts))
    if count.simulated:
        parts.append(said["simulated"])
    joint = "" if language in (Language.JA, Language.ZH_HANS) else " "
    return joint.join(parts)


def not_yet(name: str, language: Language) -> str:
    """Say that the house has no such number yet."""
    return WORDS[language]["not_yet"].format(counted=COUNTED[name][language][0])


def _per_thousand(share: Decimal, rounding: str) -> str:
    # The nearest whole number; the last step outward only where the nearest would say more than is known.
    nearest = (share * 1000).quantize(Decimal(1))
    if nearest == 0 and share > 0:
        nearest = (share * 1000).quantize(Decimal(1), rounding=rounding)
    return f"{int(nearest):,}"


def _percent(share: Decimal | None) -> str:
    return "" if share is None else f"{share.normalize():f}"


def _day(day: date, language: Language) -> str:
    if language in (Language.JA, Language.ZH_HANS):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


MONTHS = {
    Language.EN: (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    Language.MS: (
        "Januari", "Februari", "Mac", "April", "Mei", "Jun", "Julai", "Ogos", "September", "Oktober", "November",
        "Disember",
    ),
}  # fmt: skip

WORDS: dict[Language, dict[str, str]] = {
    Language.EN: {
        "count": "{counted}: {n} of {m} {among}, from {since} to {until}.",
        "nothing": "{counted}: nothing counted yet from {since} to {until}.",
        "review": "{review} of them under review.",
        "up_to": "This fits a true rate of up to about {high} in 1,000.",
        "between": "This fits a true rate between about {low} and {high} in 1,000.",
        "reached": "We reached {reached} % of those due for a check.",
        "unreached": "We reached only {reached} % of those due for a check: not enough follow-up to say a rate.",
        "few": "These are too few to say a rate.",
        "simulated": "Example figure from invented records.",
        "not_yet": "{counted}: we do not have this number yet.",
    },
    Language.MS: {
        "count": "{counted}: {n} daripada {m} {among}, dari {since} hingga {until}.",
        "nothing": "{counted}: belum ada yang dikira dari {since} hingga {until}.",
        "review": "{review} daripadanya sedang disemak.",
        "up_to": "Ini sepadan dengan kadar sebenar setinggi kira-kira {high} dalam 1,000.",
        "between": "Ini sepadan dengan kadar sebenar antara kira-kira {low} hingga {high} dalam 1,000.",
        "reached": "Kami dapat menghubungi {reached} % daripada mereka yang perlu diperiksa.",
        "unreached": (
            "Kami hanya dapat menghubungi {reached} % daripada mereka yang perlu diperiksa: susulan belum mencukupi "
            "untuk menyatakan kadar."
        ),
        "few": "Bilangan ini terlalu kecil untuk menyatakan kadar.",
        "simulated": "Angka contoh daripada rekod rekaan.",
        "not_yet": "{counted}: kami belum mempunyai angka ini.",
    },
    Language.JA: {
        "count": "{counted}：{since}から{until}までに、{among}{m}{each}のうち{n}{each}です。",
        "nothing": "{counted}：{since}から{until}まで、まだ数えたものがありません。",
        "review": "このうち{review}{each}は調査中です。",
        "up_to": "本当の割合は、高くて1,000{each}あたり約{high}{each}と考えられます。",
        "between": "本当の割合は、1,000{each}あたり約{low}から{high}{each}の間と考えられます。",
        "reached": "確認が必要な方の{reached}％に連絡が取れました。",
        "unreached": "確認が必要な方の{reached}％にしか連絡が取れておらず、割合を言えるだけの追跡ができていません。",
        "few": "数が少なく、割合は言えません。",
        "simulated": "架空の記録による例示の数字です。",
        "not_yet": "{counted}：この数字はまだありません。",
    },
    Language.ZH_HANS: {
        "count": "{counted}：{since}至{until}，{m}{each}{among}中有{n}{each}。",
        "nothing": "{counted}：{since}至{until}尚无统计数据。",
        "review": "其中{review}{each}仍在审查中。",
        "up_to": "真实比例最高约为每1,000{each}中{high}{each}。",
        "between": "真实比例约在每1,000{each}中{low}至{high}{each}之间。",
        "reached": "在应随访者中，我们联系到了{reached}%。",
        "unreached": "在应随访者中，我们只联系到{reached}%，随访不足，无法说明比例。",
        "few": "数量太少，无法说明比例。",
        "simulated": "这是根据虚构记录得出的示例数字。",
        "not_yet": "{counted}：我们目前还没有这个数字。",
    },
}

# What is counted, and among what; in the language of the reader.
COUNTED: dict[str, dict[Language, tuple[str, str]]] = {
    "infusion_minutes": {
        Language.EN: ("Infusions that took 60 to 120 minutes from start to end", "infusions"),
        Language.MS: ("Infusi yang mengambil masa 60 hingga 120 minit dari mula hingga tamat", "infusi"),
        Language.JA: ("開始から終了まで60分から120分だった点滴", "点滴"),
        Language.ZH_HANS: ("从开始到结束用时60至120分钟的输注", "输注"),
    },
    "months_to_change": {
        Language.EN: ("People who reported a change within 6 months", "people who answered"),
        Language.MS: ("Orang yang melaporkan perubahan dalam 6 bulan", "orang yang menjawab"),
        Language.JA: ("6か月以内に変化があったと答えた方", "回答者"),
        Language.ZH_HANS: ("在6个月内报告有变化的人", "回答者"),
    },
    "outcomes_complete": {
        Language.EN: ("Follow-up checks that were done", "checks that were due"),
        Language.MS: ("Pemeriksaan susulan yang dilakukan", "pemeriksaan yang perlu dibuat"),
        Language.JA: ("実施できた経過確認", "予定された確認"),
        Language.ZH_HANS: ("已完成的随访", "应做的随访"),
    },
    "serious_events": {
        Language.EN: (
            "People with a serious adverse event after an infusion, whatever its cause",
            "people treated",
        ),
        Language.MS: (
            "Orang yang mengalami kejadian advers serius selepas infusi, apa pun puncanya",
            "orang dirawat",
        ),
        Language.JA: ("点滴後に重篤な有害事象があった方（原因を問いません）", "治療を受けた方"),
        Language.ZH_HANS: ("输注后发生严重不良事件的人（不论原因）", "接受治疗者"),
    },
    "reactions_48h": {
        Language.EN: (
            "Infusions followed by any reaction within 48 hours",
            "infusions with a check at 48 hours",
        ),
        Language.MS: (
            "Infusi yang diikuti sebarang reaksi dalam 48 jam",
            "infusi yang diperiksa pada 48 jam",
        ),
        Language.JA: ("48時間以内に何らかの反応があった点滴", "48時間後に確認できた点滴"),
        Language.ZH_HANS: ("48小时内出现任何反应的输注", "在48小时做过随访的输注"),
    },
    "reactions_settled": {
        Language.EN: ("Reactions that were over", "reactions reported"),
        Language.MS: ("Reaksi yang sudah pulih", "reaksi yang dilaporkan"),
        Language.JA: ("治まった反応", "報告された反応"),
        Language.ZH_HANS: ("已经消退的反应", "报告的反应"),
    },
    "site_reactions": {
        Language.EN: ("Infusions with pain, redness or swelling where the needle was", "infusions"),
        Language.MS: ("Infusi dengan rasa sakit, kemerahan atau bengkak di tempat jarum", "infusi"),
        Language.JA: ("針を刺した部位に痛み、赤み、腫れがあった点滴", "点滴"),
        Language.ZH_HANS: ("针刺部位出现疼痛、发红或肿胀的输注", "输注"),
    },
    "contacts_made": {
        Language.EN: ("Check-in calls in which we reached the person", "calls that were due"),
        Language.MS: ("Panggilan susulan yang berjaya menghubungi orang itu", "panggilan yang perlu dibuat"),
        Language.JA: ("ご本人と連絡が取れた確認の電話", "予定された電話"),
        Language.ZH_HANS: ("成功联系到本人的随访电话", "应打的电话"),
    },
    "cultures_grown": {
        Language.EN: (
            "Culture rounds in which the cells doubled at least once",
            "rounds that ended, with those stopped early",
        ),
        Language.MS: (
            "Pusingan kultur yang bilangan selnya berganda sekurang-kurangnya sekali",
            "pusingan yang tamat, termasuk yang dihentikan awal",
        ),
        Language.JA: ("細胞が1回以上倍に増えた培養", "終わった培養（途中で中止したものを含む）"),
        Language.ZH_HANS: ("细胞数至少翻了一倍的培养", "已结束的培养（包括提前中止的）"),
    },
    "lots_potent": {
        Language.EN: (
            "Lots that reached the limit set for their potency test, a test in a dish",
            "lots that were tested",
        ),
        Language.MS: (
            "Lot yang mencapai had ujian potensinya, iaitu ujian dalam piring makmal",
            "lot yang diuji",
        ),
        Language.JA: ("力価試験（培養皿での検査）で基準に達したロット", "検査したロット"),
        Language.ZH_HANS: ("效力检测（培养皿中的检测）达到规定限度的批次", "受检批次"),
    },
}

# The word after a number of what is counted, in the languages that cannot do without: 209人, 209名.
COUNTERS: dict[str, dict[Language, str]] = {
    "infusion_minutes": {Language.JA: "回", Language.ZH_HANS: "次"},
    "months_to_change": {Language.JA: "人", Language.ZH_HANS: "名"},
    "outcomes_complete": {Language.JA: "件", Language.ZH_HANS: "次"},
    "serious_events": {Language.JA: "人", Language.ZH_HANS: "名"},
    "reactions_48h": {Language.JA: "回", Language.ZH_HANS: "次"},
    "reactions_settled": {Language.JA: "件", Language.ZH_HANS: "例"},
    "site_reactions": {Language.JA: "回", Language.ZH_HANS: "次"},
    "contacts_made": {Language.JA: "件", Language.ZH_HANS: "次"},
    "cultures_grown": {Language.JA: "件", Language.ZH_HANS: "次"},
    "lots_potent": {Language.JA: "件", Language.ZH_HANS: "个"},
}
