"""The pages about persons: the list, one person, who opened the record, the copy, the erasure."""
