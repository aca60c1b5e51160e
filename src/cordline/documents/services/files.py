"""Keeping a file: by the hash of its bytes, for a record, never replaced."""

import hashlib

from cordline.documents import rules, verbs
from cordline.documents.models import File, FileContent
from cordline.documents.types import MediaType
from cordline.ground.actor import Actor
from cordline.ledger.services import Act, Entry, act


def store_file(*, name: str, content: bytes, about: str, by: Actor, key: str) -> Entry:
    """Keep one file with the record it belongs to. The same bytes handed in again for it are the same file.

    Refuses: documents.file_empty, documents.file_too_large, documents.file_kind_unknown, documents.file_name_*.
    Writes: documents.file.stored.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    asked = {"name": name, "sha256": sha256, "about": about}
    with act(verbs.FILE_STORED, by=by, key=key, content=asked, subject=about) as this:
        if this.answered:
            return this.entry
        store_file_within(this, name=name, content=content, about=about)
        return this.record(subject=about, payload={"sha256": sha256, "name": name})


def store_file_within(this: Act, *, name: str, content: bytes, about: str) -> str:
    """Keep one file inside the caller's act; gives its hash. Refuses as ``store_file``."""
    this.require(rules.why_not_keep(content, name=name))
    sha256 = hashlib.sha256(content).hexdigest()
    FileContent.objects.bulk_create([FileContent(sha256=sha256, bytes=content)], ignore_conflicts=True)
    if not File.objects.filter(content_id=sha256, about=about).exists():
        File.objects.create(
            content_id=sha256,
            name=name.strip(),
            media_type=rules.sniff(content) or MediaType.TEXT,
            size_bytes=len(content),
            about=about,
            site=this.by.site,
            stored_at=this.now,
            stored_by=this.by.code,
        )
    return sha256
