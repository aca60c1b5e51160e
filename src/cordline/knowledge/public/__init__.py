"""The public face: what a visitor reads without signing in, in four languages, with scripts or without."""
