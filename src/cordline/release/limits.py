"""Numbers and switches of the release room, each with its source."""

# Who executed, counted, filled or tested gives no leave for the lot (21 CFR 211.22, EU GMP Annex 16: independence of
# the quality unit). A site too small for it would need a decision record, not a setting.
SEPARATION = True
# Final readings that may come after a conditional release: a compendial sterility culture takes 14 days, a culture
# for mycoplasma 28 (manufacturing-and-release, section 4). Everything else is known first.
MAY_FOLLOW = frozenset({"sterility", "mycoplasma"})
CHECK_CODE_LETTERS = 8  # 32^8: a stranger does not guess one
