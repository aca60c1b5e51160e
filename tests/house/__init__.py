"""The house inspects itself: order of rooms, keys, privacy of every field, sizes, words, stale pages."""
