"""Passwords are hashed quickly in these tests: what is tested is who may, not how slow guessing is."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
