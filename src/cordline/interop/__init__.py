"""The interop room: what comes in from other systems' files and what goes out; an import is all rows or none."""
