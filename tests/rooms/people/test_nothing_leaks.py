"""No seeded name reaches the write-ahead log, the data files, the server's log or our own (I12)."""

import logging
import os
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from cordline.config.cluster import ClusterUrls
from cordline.ground.refusal import Refused
from cordline.people import selectors, services
from cordline.people.types import PersonKind
from tests import cast
from tests.harness import databases

NAME, OTHER = "Zebulonseededname", "Zerubbabelseeded"


def files_of_the_server() -> list[bytes]:
    """Every file that the server wrote: data, write-ahead log, its own log.

    Other tests' databases are dropped meanwhile: a folder or file that is gone holds nothing any more.
    """
    found = []
    for folder, _, names in os.walk(databases.HOME):
        written = {"base", "pg_wal", "log"} & set(Path(folder).parts)
        for name in names:
            if written or name.endswith(".log"):
                with suppress(FileNotFoundError):
                    found.append((Path(folder) / name).read_bytes())
    return found


@pytest.mark.req("I12")
def test_no_name_stands_in_clear_in_any_file_of_the_server_or_line_of_a_log(
    committed_db: ClusterUrls, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = services.register_person(
        kind=PersonKind.PATIENT, full_name=NAME, birth_date=date(1970, 1, 1), sex="F", by=cast.NURSE, key="p"
    ).subject
    services.amend_person(person=code, full_name=OTHER, reason="spelling in passport", by=cast.NURSE, key="a")
    with pytest.raises(Refused):
        services.amend_person(
            person=code, full_name=NAME, birth_date=None, reason="a slip", by=cast.NURSE, key="b"
        )
    assert selectors.persons(cast.NURSE, text="zerub")[1] == 1
    deadline = time.monotonic() + 20
    files = files_of_the_server()
    while not any(code.encode() in content for content in files):  # written a moment after the commit
        assert time.monotonic() < deadline, "the files looked at are not those of the server"
        time.sleep(0.5)
        files = files_of_the_server()
    for name in (NAME, OTHER):
        assert not any(name.encode() in content or name.casefold().encode() in content for content in files)
        assert name not in caplog.text
