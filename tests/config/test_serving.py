"""The house on a port, as journey tests meet it."""

import os
import subprocess
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest


def test_a_served_house_answers_and_an_unknown_page_is_not_found(served: str) -> None:
    with pytest.raises(HTTPError) as found:
        urlopen(f"{served}/there-is-no-such-page", timeout=20)  # noqa: S310
    assert found.value.code == 404


def test_a_process_that_serves_reckons_with_matrices_on_one_core_only() -> None:
    """More threads of the matrix library wait for each other on a busy machine: an ask took seconds."""
    asked = (
        "import django, os, pathlib; django.setup(); before = len(os.listdir('/proc/self/task')); import numpy; "
        "table = numpy.ones((400, 400), 'f4'); table @ table; "
        "print(len(os.listdir('/proc/self/task')) - before)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cordline.config.settings"}
    environment.pop("OPENBLAS_NUM_THREADS", None)
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert told.stdout.split() == ["0"]
