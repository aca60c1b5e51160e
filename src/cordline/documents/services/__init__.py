"""What may be done with files and texts."""

from cordline.documents.services.files import store_file, store_file_within
from cordline.documents.services.labels import print_labels
from cordline.documents.services.texts import review_rendition, write_text, write_text_within

__all__ = [
    "print_labels",
    "review_rendition",
    "store_file",
    "store_file_within",
    "write_text",
    "write_text_within",
]
