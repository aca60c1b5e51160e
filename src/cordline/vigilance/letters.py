"""Drafts of the letter to people whom a recall reaches, in four languages; none is sent from here (U119).

Each is shipped as a draft: not reviewed by a physician or a native speaker. The names of people and places are filled
in by whoever sends it, from the people room.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """One draft: its language, its own name for it, subject and paragraphs."""

    lang: str
    language: str
    subject: str
    paragraphs: tuple[str, ...]


_LETTERS = (
    Letter(
        "en",
        "English",
        "About the treatment you received with us",
        (
            "We are writing because we have stopped the use of a batch of cells from which you received a dose on "
            "{date} (lot {lot}).",
            "We stopped it because: {reason}. This does not mean that you are ill.",
            "Please call us today on {telephone}, at any hour, so that a physician can talk with you about what this "
            "means for you and whether a test is advised.",
            "If you have fever, shortness of breath, chest pain or feel very unwell, call {emergency} at once.",
        ),
    ),
    Letter(
        "ms",
        "Bahasa Melayu",
        "Mengenai rawatan yang anda terima di klinik kami",
        (
            "Kami menulis kerana penggunaan satu kelompok sel telah dihentikan. Anda menerima dos daripada kelompok "
            "ini pada {date} (lot {lot}).",
            "Sebabnya: {reason}. Ini tidak bermakna anda sakit.",
            "Sila hubungi kami hari ini di {telephone}, pada bila-bila masa, supaya doktor dapat menerangkan maknanya "
            "kepada anda dan sama ada ujian diperlukan.",
            "Jika anda demam, sesak nafas, sakit dada atau berasa sangat tidak sihat, hubungi {emergency} dengan segera.",
        ),
    ),
    Letter(
        "ja",
        "日本語",
        "当院で受けられた治療について",
        (
            "{date}に投与した細胞(ロット {lot})の使用を中止しましたので、お知らせいたします。",
            "中止の理由:{reason}。これは、あなたが病気であるという意味ではありません。",
            "本日中に {telephone} へお電話ください(24時間対応)。医師が、この件の意味と、検査が必要かどうかをご説明します。",
            "発熱、息苦しさ、胸の痛み、強い体調不良があるときは、すぐに {emergency} へ電話してください。",
        ),
    ),
    Letter(
        "zh-Hans",
        "简体中文",
        "关于您在本诊所接受的治疗",
        (
            "我们已停止使用一批细胞。您在 {date} 接受的剂量来自这一批(批号 {lot})。",
            "停止使用的原因:{reason}。这并不表示您已患病。",
            "请今天随时拨打 {telephone} 与我们联系,医生会向您说明这意味着什么,以及是否建议检查。",
            "如果您发烧、呼吸困难、胸痛或感到非常不适,请立即拨打 {emergency}。",
        ),
    ),
)


def for_recall(kind: str) -> tuple[Letter, ...]:
    """The drafts for a recall; a drill shows the same ones, so that they are practised too."""
    return _LETTERS
