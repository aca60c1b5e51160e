"""The documents room: texts in their languages with their review, files that are never replaced, prints and labels.

Always true: a file's bytes are those its name (their SHA-256) says; a text's version, once written, stays; a
rendition that nobody has reviewed says so wherever it shows.
"""
