"""The pages of this room: donors, one donor with eligibility under each rule set, what is recorded, signed, adopted."""
