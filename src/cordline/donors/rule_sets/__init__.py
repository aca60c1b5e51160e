"""The rule sets of donor eligibility as versioned data: one JSON file for each version of each rule set."""
