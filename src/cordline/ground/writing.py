"""How numbers, doses, dates and money are written: the one formatter of screens, prints, labels, mail and files.

A wrongly read dose kills, so the form is ours and not a library's: digits in groups and words together, no scientific
notation, no short forms, no superscripts, no trailing zero, always a leading zero (U16-U19, U22, U23). All-digit dates
stand in files only (U26). Reading what people type is in ``cordline.ground.reading``.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

EN, MS, JA, ZH = "en", "ms", "ja", "zh-hans"
LANGUAGES = (EN, MS, JA, ZH)
THOUSAND, MILLION = 1_000, 1_000_000

_MONTHS = {
    EN: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    MS: ["Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ogo", "Sep", "Okt", "Nov", "Dis"],
}
_WEEKDAYS = {
    EN: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    MS: ["Isn", "Sel", "Rab", "Kha", "Jum", "Sab", "Aha"],
    JA: "月火水木金土日",
    ZH: "一二三四五六日",
}
_LANGUAGE_NAMES = {EN: "English", MS: "Malay", JA: "Japanese", ZH: "Chinese"}
_SCALES = {EN: ("thousand", "million"), MS: ("ribu", "juta")}
_CELLS = {EN: "{} cells", MS: "{} sel", JA: "細胞{}個", ZH: "{}个细胞"}
_PLACES = {
    "Asia/Kuala_Lumpur": {JA: "クアラルンプール", ZH: "吉隆坡"},
    "Asia/Tokyo": {JA: "東京", ZH: "东京"},
    "Asia/Shanghai": {JA: "上海", ZH: "上海"},
    "Asia/Singapore": {MS: "Singapura", JA: "シンガポール", ZH: "新加坡"},
    "Europe/London": {JA: "ロンドン", ZH: "伦敦"},
}
# Short forms that have been misread, and what is written instead (U19).
UNITS = {"ml": "mL", "ML": "mL", "l": "L", "ul": "microlitres", "uL": "microlitres", "µL": "microlitres",
         "ug": "micrograms", "µg": "micrograms", "mcg": "micrograms", "IU": "units", "U": "units",
         "C": "°C"}  # fmt: skip
_MINOR = {"JPY": 0, "KRW": 0, "IDR": 2, "KWD": 3, "BHD": 3}


def language(code: str | None) -> str:
    """Give the house's own name of a language; what it does not write is written in English."""
    plain = (code or EN).lower().replace("_", "-")
    if plain.startswith(("zh", "cmn")):
        return ZH
    return next((known for known in (JA, MS) if plain.split("-")[0] == known), EN)


def language_name(code: str) -> str:
    """Name one of the house's languages in English; another code stands for itself."""
    return _LANGUAGE_NAMES.get(code.lower(), code)


def whole(count: int) -> str:
    """Write a whole number with its digits in groups of three, in every language alike: 180,000,000."""
    return f"{count:,}"


def number(value: Decimal | int, places: int | None = None) -> str:
    """Write a measured value: a leading zero, no trailing one; ``places`` keeps a method's stated decimals."""
    if isinstance(value, bool | float):
        raise TypeError("A measured value is a Decimal or a whole number, never a float.")
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError("A measured value is a finite number.")
    if places is not None:
        return f"{exact:,.{places}f}"
    plain = f"{exact:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def quantity(value: Decimal | int, unit: str, places: int | None = None) -> str:
    """Write a value with its unit after a space, the unit in the form that is not misread: 2.5 mL, 91 %."""
    return f"{number(value, places)} {UNITS.get(unit, unit)}"


def scaled(count: int, lang: str = EN) -> str:
    """Say a count in words: 180 million, 25.4 thousand; ms juta and ribu; ja 1億8,000万; zh 1亿8,000万.

    Empty where words add nothing (below a thousand, or 10,000 in ja and zh). Rounded words begin with "about".
    """
    sign, size = ("-" if count < 0 else ""), abs(count)
    if lang in (JA, ZH):
        return sign + _ten_thousands(size, lang) if size >= 10_000 else ""
    if size < THOUSAND:
        return ""
    scale, word = (MILLION, 1) if size >= MILLION else (THOUSAND, 0)
    value = Decimal(size) / scale
    rounded = value.quantize(Decimal("0.001"))
    about = {EN: "about ", MS: "kira-kira "}[lang] if rounded != value else ""
    return f"{about}{sign}{number(rounded)} {_SCALES[lang][word]}"


def _ten_thousands(size: int, lang: str) -> str:
    hundred_millions, rest = divmod(size, 100_000_000)
    ten_thousands, units = divmod(rest, 10_000)
    words = f"{whole(hundred_millions)}{'億' if lang == JA else '亿'}" if hundred_millions else ""
    if ten_thousands:
        words += f"{whole(ten_thousands)}{'万'}"
    return words + (whole(units) if units else "")


def cells(count: int, lang: str = EN) -> str:
    """Write a number of cells in digits and words together: 180,000,000 cells (180 million)."""
    if isinstance(count, bool) or not isinstance(count, int):
        raise TypeError("Cells are counted in whole numbers.")
    digits = "1 cell" if count == 1 and lang == EN else _CELLS[lang].format(whole(count))
    words = scaled(count, lang)
    if not words:
        return digits
    return f"{digits}（{words}）" if lang in (JA, ZH) else f"{digits} ({words})"


def counted(count: int, one: str, many: str = "") -> str:
    """Write a number of things with its noun: 1 vial, 6 vials."""
    return f"{whole(count)} {one if count == 1 else many or one + 's'}"


def dose(count: int, *, weight_kg: Decimal | None = None, containers: int | None = None) -> str:
    """Write a dose in full: cells in digits and words, cells per kg, and how many containers."""
    parts = [cells(count)]
    if weight_kg:
        parts.append(f"{whole(int(Decimal(count) / weight_kg))} cells per kg")
    if containers is not None:
        parts.append(counted(containers, "container"))
    return ", ".join(parts)


def day(when: date, lang: str = EN) -> str:
    """Write a date with its month in letters or the language's own characters: 4 Mar 2026, 2026年3月4日."""
    if lang in (JA, ZH):
        return f"{when.year}年{when.month}月{when.day}日"
    return f"{when.day} {_MONTHS[lang][when.month - 1]} {when.year}"


def weekday(when: date, lang: str = EN) -> str:
    """Write a near date by its weekday: Fri 6 Mar; ja 3月6日（金）."""
    name = _WEEKDAYS[lang][when.weekday()]
    if lang in (JA, ZH):
        return f"{when.month}月{when.day}日（{name if lang == JA else '周' + name}）"
    return f"{name} {when.day} {_MONTHS[lang][when.month - 1]}"


def age(born: date, today: date) -> int:
    """Give the completed years of life on a day."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def birth(born: date, today: date) -> str:
    """Write a birth date as the patient banner shows it in every language: 14-Jul-1945 (81y)."""
    return f"{born.day:02d}-{_MONTHS[EN][born.month - 1]}-{born.year} ({age(born, today)}y)"


def offset(moment: datetime) -> str:
    """Write a zone's distance from UTC: UTC+8, UTC+5:30, UTC-10."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    hours, odd = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{odd:02d}' if odd else ''}"


def place(zone: str, lang: str = EN) -> str:
    """Name the place that a zone is called after: Kuala Lumpur."""
    if zone in ("UTC", "Etc/UTC"):
        return "UTC"
    return _PLACES.get(zone, {}).get(lang) or zone.rsplit("/", 1)[-1].replace("_", " ")


def clock(moment: datetime, zone: str, lang: str = EN, *, seconds: bool = False) -> str:
    """Write a time of day on the 24-hour clock with its zone named: 14:30 Kuala Lumpur, UTC+8."""
    there = _there(moment, zone)
    digits = f"{there:%H:%M:%S}" if seconds else f"{there:%H:%M}"
    if place(zone) == "UTC":
        return f"{digits} UTC"
    return f"{digits} {place(zone, lang)}, {offset(there)}"


def when(moment: datetime, zone: str, lang: str = EN, *, seconds: bool = False) -> str:
    """Write a moment by date, clock and zone: 4 Mar 2026, 14:30 Kuala Lumpur, UTC+8."""
    joint = " " if lang in (JA, ZH) else ", "
    return f"{day(_there(moment, zone).date(), lang)}{joint}{clock(moment, zone, lang, seconds=seconds)}"


def own_time(moment: datetime, zone: str, reader_zone: str, lang: str = EN) -> str:
    """Write the reader's own time beside the house's, with the other date where it differs; empty if they agree."""
    there, here = _there(moment, zone), _there(moment, reader_zone)
    if there.utcoffset() == here.utcoffset():
        return ""
    said = clock(moment, reader_zone, lang)
    return said if there.date() == here.date() else when(moment, reader_zone, lang)


def in_file(moment: datetime | date) -> str:
    """Write a date or moment for a file: ISO 8601, moments in UTC."""
    if isinstance(moment, datetime):
        return _aware(moment).astimezone(UTC).isoformat(timespec="seconds")
    return moment.isoformat()


def money(minor: int, currency: str) -> str:
    """Write an amount of minor units under its ISO code: MYR 12,500.50 (U25)."""
    places = _MINOR.get(currency, 2)
    sign, size = ("-" if minor < 0 else ""), abs(minor)
    major, odd = divmod(size, 10**places)
    return f"{currency} {sign}{whole(major)}{f'.{odd:0{places}d}' if places else ''}"


def _there(moment: datetime, zone: str) -> datetime:
    return _aware(moment).astimezone(ZoneInfo(zone))


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone cannot be written.")
    return moment
