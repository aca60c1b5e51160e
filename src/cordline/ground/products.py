"""The product lines and uses of the house, named once: every room, label and console answer uses these values."""

from enum import StrEnum


class Product(StrEnum):
    """What a lot is. MSC (WJ) as ISCT asks: mesenchymal stromal cells, Wharton's jelly."""

    MSC_WJ = "MSC-WJ"
    SECRETOME = "SECRETOME"
    NK = "NK"

    @property
    def label(self) -> str:
        """The product's name as pages and prints show it, distinct from its first word on (U24)."""
        return _LABELS[self]

    @property
    def form(self) -> str:
        """What it is in the hand, in words that no other product shares (U24)."""
        return _FORMS[self]

    @property
    def drawing(self) -> str:
        """The outline that stands before its name; told apart without colour (U24)."""
        return _DRAWINGS[self]


class Use(StrEnum):
    """What a lot or container may be used for; a disposition is given per use, never once for all."""

    PATIENT = "patient"
    FURTHER_CULTURE = "further_culture"
    RESEARCH = "research"


class Route(StrEnum):
    """How a dose enters the patient."""

    INTRAVENOUS = "IV"
    INTRA_ARTICULAR = "IA"
    TOPICAL = "TOPICAL"


class RuleSet(StrEnum):
    """Whose rules a judgement follows; a site names those that bind it, and all must agree."""

    FDA = "FDA"
    EU = "EU"
    MY = "MY"
    SITE = "SITE"

    @property
    def label(self) -> str:
        """Whose rules they are, as a sentence says it: under the Malaysian rules."""
        return _RULES[self]


_LABELS = {
    Product.MSC_WJ: "MSC(WJ) stromal cells",
    Product.SECRETOME: "Secretome, cell-free",
    Product.NK: "NK cells, autologous",
}
_RULES = {RuleSet.FDA: "FDA", RuleSet.EU: "EU", RuleSet.MY: "Malaysian", RuleSet.SITE: "site's own"}
_FORMS = {
    Product.MSC_WJ: "living cells, frozen in vials",
    Product.SECRETOME: "clear liquid, no cells in it",
    Product.NK: "living cells from the person's own blood",
}
_DRAWINGS = {Product.MSC_WJ: "kind-vial", Product.SECRETOME: "kind-secretome", Product.NK: "droplet"}
