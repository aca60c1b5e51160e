"""What may be done with files and texts."""

from cordline.documents.services.files import store_file, store_file_within

__all__ = ["store_file", "store_file_within"]
