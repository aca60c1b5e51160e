"""Files are kept by their hash and never replaced."""

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction

from cordline.documents import selectors
from cordline.documents.models import File, FileContent
from cordline.documents.services import store_file
from cordline.documents.types import MediaType
from cordline.ground.refusal import Refused
from tests import cast

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a logger's file"
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.mark.req("I5")
def test_a_file_is_kept_under_its_hash_with_its_record() -> None:
    entry = store_file(name="logger.pdf", content=PDF, about="LT26-0046-0", by=cast.TECHNICIAN, key="k")
    assert entry.payload["sha256"] == SHA
    (found,) = selectors.files_about("LT26-0046-0")
    assert (found.sha256, found.media_type, found.size_bytes) == (SHA, MediaType.PDF, len(PDF))
    assert selectors.file_bytes(SHA) == PDF


@pytest.mark.req("I14")
def test_the_same_bytes_for_the_same_record_are_one_file_and_for_another_record_two() -> None:
    store_file(name="a.pdf", content=PDF, about="LT26-0046-0", by=cast.TECHNICIAN, key="k1")
    store_file(name="b.pdf", content=PDF, about="LT26-0046-0", by=cast.TECHNICIAN, key="k2")
    store_file(name="a.pdf", content=PDF, about="LT26-0047-0", by=cast.TECHNICIAN, key="k3")
    assert FileContent.objects.count() == 1
    assert File.objects.count() == 2


def test_a_page_in_disguise_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(Refused) as refused:
        store_file(name="a.pdf", content=b"<html>", about="LT26-0046-0", by=cast.TECHNICIAN, key="k")
    assert [reason.code for reason in refused.value.reasons] == ["documents.file_kind_unknown"]
    assert not FileContent.objects.exists()


@pytest.mark.req("I5")
def test_other_bytes_cannot_take_the_place_of_a_file_even_by_sql() -> None:
    store_file(name="a.pdf", content=PDF, about="LT26-0046-0", by=cast.TECHNICIAN, key="k")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE documents_filecontent SET bytes = %s", [b"%PDF-1.7 another"])
    with (
        pytest.raises(Exception, match=r"denied|permission|act"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM documents_filecontent")
    assert selectors.file_bytes(SHA) == PDF


@pytest.mark.req("I5")
def test_bytes_under_a_wrong_name_are_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FileContent.objects.create(sha256="0" * 64, bytes=PDF)
