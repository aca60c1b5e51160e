"""What stands in place of a sentence that may not be shown, and the names of what the house itself stands for."""

from datetime import date

from cordline.knowledge.types import Language

# Shown instead of the sentence, in its place, under its heading: honest, and never silent.
WITHDRAWN = {
    Language.EN: "We took this statement back because what it rested on no longer stands. We are checking it again.",
    Language.MS: (
        "Kami menarik balik kenyataan ini kerana asasnya tidak lagi boleh dipegang. Kami sedang menyemaknya semula."
    ),
    Language.JA: "根拠が成り立たなくなったため、この記述を取り下げました。現在、確認し直しています。",
    Language.ZH_HANS: "这句话所依据的来源已不再成立，因此我们已将其撤回，目前正在重新核查。",
}
EXPIRED = {
    Language.EN: "This statement was due for review on {day}. We show it again when it has been reviewed.",
    Language.MS: "Kenyataan ini sepatutnya disemak pada {day}. Kami akan memaparkannya semula selepas disemak.",
    Language.JA: "この記述は{day}に見直す予定でした。見直しが済みしだい、再び掲載します。",
    Language.ZH_HANS: "这句话原定于{day}复核。复核完成后我们会重新显示。",
}
NOT_HERE = {
    Language.EN: "The rules on advertising in this place do not let us show this statement.",
    Language.MS: "Peraturan pengiklanan di tempat ini tidak membenarkan kami memaparkan kenyataan ini.",
    Language.JA: "この地域の広告に関する規則により、この記述は表示できません。",
    Language.ZH_HANS: "根据该地区的广告规定，我们不能显示这句话。",
}
ONE_LINE_WITHDRAWN = {
    Language.EN: "We are checking this answer again.",
    Language.MS: "Kami sedang menyemak semula jawapan ini.",
    Language.JA: "この回答は現在、確認し直しています。",
    Language.ZH_HANS: "我们正在重新核查这个回答。",
}
NAMES: dict[str, dict[Language, str]] = {
    "record:facility_licence": {
        Language.EN: "Our record of the laboratory's licence",
        Language.MS: "Rekod kami tentang lesen makmal",
        Language.JA: "培養施設の許可に関する当院の記録",
        Language.ZH_HANS: "我们关于实验室执照的记录",
    },
    "record:donor_screening": {
        Language.EN: "Our record of donor tests",
        Language.MS: "Rekod ujian penderma kami",
        Language.JA: "提供者の検査に関する当院の記録",
        Language.ZH_HANS: "我们的捐赠者检测记录",
    },
    "record:cord_acceptance": {
        Language.EN: "Our record of accepted and refused cords",
        Language.MS: "Rekod kami tentang tali pusat yang diterima dan ditolak",
        Language.JA: "へその緒の受け入れと不採用に関する当院の記録",
        Language.ZH_HANS: "我们关于脐带接收与拒收的记录",
    },
    "record:donor_consent": {
        Language.EN: "Our record of donor consent",
        Language.MS: "Rekod persetujuan penderma kami",
        Language.JA: "提供者の同意に関する当院の記録",
        Language.ZH_HANS: "我们的捐赠者知情同意记录",
    },
    "record:decontamination": {
        Language.EN: "Our record of tissue decontamination",
        Language.MS: "Rekod nyahkontaminasi tisu kami",
        Language.JA: "組織の除染処理に関する当院の記録",
        Language.ZH_HANS: "我们的组织去污处理记录",
    },
    "record:culture_control": {
        Language.EN: "Our record of each culture",
        Language.MS: "Rekod kami bagi setiap kultur",
        Language.JA: "培養ごとの当院の記録",
        Language.ZH_HANS: "我们的每次培养记录",
    },
    "record:lot_release": {
        Language.EN: "Our record of each lot's release",
        Language.MS: "Rekod pelepasan setiap lot kami",
        Language.JA: "ロットごとの出荷判定に関する当院の記録",
        Language.ZH_HANS: "我们的每批次放行记录",
    },
    "record:traceability": {
        Language.EN: "Our record from donor to patient",
        Language.MS: "Rekod kami daripada penderma hingga pesakit",
        Language.JA: "提供者から患者さんまでをつなぐ当院の記録",
        Language.ZH_HANS: "我们从捐赠者到患者的追溯记录",
    },
    "record:product_identity": {
        Language.EN: "Our record of what each product is",
        Language.MS: "Rekod identiti setiap produk kami",
        Language.JA: "製品の同一性に関する当院の記録",
        Language.ZH_HANS: "我们的产品身份记录",
    },
    "record:treatment_consent": {
        Language.EN: "Our record of treatment consent",
        Language.MS: "Rekod persetujuan rawatan kami",
        Language.JA: "治療への同意に関する当院の記録",
        Language.ZH_HANS: "我们的治疗知情同意记录",
    },
    "record:plan_choice": {
        Language.EN: "Our record of how a plan is chosen",
        Language.MS: "Rekod kami tentang cara pelan dipilih",
        Language.JA: "治療計画の選び方に関する当院の記録",
        Language.ZH_HANS: "我们关于方案选择的记录",
    },
    "record:schedule": {
        Language.EN: "Our record of each schedule",
        Language.MS: "Rekod jadual kami",
        Language.JA: "日程に関する当院の記録",
        Language.ZH_HANS: "我们的日程记录",
    },
    "record:nk_chain": {
        Language.EN: "Our record of each person's own NK cells",
        Language.MS: "Rekod kami tentang sel NK setiap orang",
        Language.JA: "ご本人のNK細胞に関する当院の記録",
        Language.ZH_HANS: "我们关于每人自身NK细胞的记录",
    },
    "record:aftercare": {
        Language.EN: "Our record of calls and checks after treatment",
        Language.MS: "Rekod panggilan dan pemeriksaan selepas rawatan",
        Language.JA: "治療後の連絡と確認に関する当院の記録",
        Language.ZH_HANS: "我们的治疗后联系与随访记录",
    },
    "setting:minimum_stay": {
        Language.EN: "Our rule on the shortest stay",
        Language.MS: "Peraturan kami tentang tempoh tinggal paling singkat",
        Language.JA: "最短滞在期間に関する当院の決まり",
        Language.ZH_HANS: "我们关于最短停留时间的规定",
    },
    "setting:infusion_time": {
        Language.EN: "Our rule on infusion time",
        Language.MS: "Peraturan kami tentang masa infusi",
        Language.JA: "点滴時間に関する当院の決まり",
        Language.ZH_HANS: "我们关于输注时间的规定",
    },
    "setting:self_funded": {
        Language.EN: "Our rule on payment",
        Language.MS: "Peraturan pembayaran kami",
        Language.JA: "お支払いに関する当院の決まり",
        Language.ZH_HANS: "我们关于付费的规定",
    },
    "setting:price_factors": {
        Language.EN: "Our rule on what makes the price",
        Language.MS: "Peraturan kami tentang penentuan harga",
        Language.JA: "費用の決まり方に関する当院の決まり",
        Language.ZH_HANS: "我们关于价格构成的规定",
    },
    "setting:contact": {
        Language.EN: "Our contact details",
        Language.MS: "Butiran hubungan kami",
        Language.JA: "当院の連絡先",
        Language.ZH_HANS: "我们的联系方式",
    },
    "setting:reply_time": {
        Language.EN: "Our rule on reply times",
        Language.MS: "Peraturan kami tentang masa menjawab",
        Language.JA: "返答までの時間に関する当院の決まり",
        Language.ZH_HANS: "我们关于答复时间的规定",
    },
    "setting:staff": {
        Language.EN: "Our rule on who answers",
        Language.MS: "Peraturan kami tentang siapa yang menjawab",
        Language.JA: "担当者に関する当院の決まり",
        Language.ZH_HANS: "我们关于由谁答复的规定",
    },
}


def expired(language: Language, due: date) -> str:
    """Say that a statement waits for its review."""
    return EXPIRED[language].format(day=due.isoformat())
