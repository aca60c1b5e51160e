"""What is signed is read in words, with units, and in the house's own forms; nothing of it is lost."""

from decimal import Decimal
from typing import Any

import pytest

from cordline.access.signed_words import readable

pytestmark = pytest.mark.req("U43")
ZONE = "Asia/Kuala_Lumpur"
DIGEST = "0123456789abcdef" * 4
MOMENT = "2026-11-30T10:59:09.031452+00:00"
SHOWN = {
    ("cells", 100_000_050): ("Cells", "100,000,050 cells (about 100 million)"),
    ("volume_ml", "150.0"): ("Volume", "150 mL"),
    ("viability_pct", "88.0"): ("Viability", "88.0 %"),
    ("dmso_g", "0.4400"): ("DMSO", "0.44 g"),
    ("dmso_g", None): ("DMSO", "Not known"),
    ("rate_ml_min", "3.00"): ("Rate", "3 mL per minute"),
    ("weight_kg", Decimal("72.0")): ("Weight", "72 kg"),
    ("unusual_reason", ""): ("Unusual reason", "None given"),
    ("effective_until", None): ("Effective until", "No end"),
    ("corrective_due_on", ""): ("Corrective action due", "None set"),
    ("corrective_due_on", "2026-12-01"): ("Corrective action due", "1 Dec 2026"),
    ("limit", "at_least"): ("Limit", "At least"),
    ("limit", "negative"): ("Limit", "Negative"),
    ("unit", "g"): ("Unit", "g"),
    ("test", "cd73"): ("Test", "CD73"),
    ("test", "hiv_nat"): ("Test", "HIV NAT"),
    ("product", "MSC-WJ"): ("Product", "MSC(WJ) stromal cells"),
    ("language", "ja"): ("Language", "Japanese"),
    ("id", "MY-1"): ("Reference", "MY-1"),
    ("as_read", "deviation:DV26-0002-3:1"): ("As it was read", "Deviation, DV26-0002-3, version 1"),
    ("as_read", "entry:12"): ("As it was read", "Entry, 12"),
    ("entries", 12_345): ("Entries", "12,345"),
    ("reason", "As the family asked."): ("Reason", "As the family asked."),
    ("heard_at", "2026-13-45"): ("Heard at", "2026-13-45"),
}


@pytest.mark.parametrize(("given", "shown"), SHOWN.items(), ids=str)
def test_a_value_is_written_under_its_key_as_other_pages_write_it(
    given: tuple[str, Any], shown: tuple[str, str]
) -> None:
    (row,) = readable(dict([given]), ZONE)
    assert (row["label"], row["text"]) == shown


def test_what_is_shown_shorter_keeps_its_whole_form_beside_it() -> None:
    digest, moment = readable({"facts_sha256": DIGEST, "earliest_thaw_at": MOMENT}, ZONE)
    assert digest == {"label": "Hash of the facts", "text": DIGEST[:12], "whole": DIGEST}
    assert moment == {
        "label": "First thaw", "text": "30 Nov 2026, 18:59 Kuala Lumpur, UTC+8", "whole": MOMENT,
    }  # fmt: skip
