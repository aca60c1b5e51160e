"""What this room does: try a file, take it in as a whole, and withdraw what it brought."""

from cordline.interop.services.importing import import_file
from cordline.interop.services.withdrawing import withdraw_import

__all__ = ["import_file", "withdraw_import"]
