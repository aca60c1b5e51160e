"""What a host may set from outside: read once, typed, and refused by name when it is not known."""

from pathlib import Path

import pytest

from cordline.config import environment
from cordline.config.environment import SettingsError, load


def test_without_any_variable_every_setting_has_its_default() -> None:
    values = load({"PATH": "/bin"})
    assert values == {setting.name: setting.default for setting in environment.SETTINGS}


@pytest.mark.req("E3")
def test_a_mistyped_name_is_refused_with_the_name_that_was_meant() -> None:
    with pytest.raises(
        SettingsError, match="CORDLINE_SECRETKEY is not a setting.*Did you mean CORDLINE_SECRET_KEY?"
    ):
        load({"CORDLINE_SECRETKEY": "x"})


@pytest.mark.req("E3")
@pytest.mark.parametrize(
    ("variable", "text", "told"),
    [
        ("CORDLINE_POOL_SIZE", "-1", "a whole number"),
        ("CORDLINE_POOL_SIZE", "many", "a whole number"),
        ("CORDLINE_DEBUG", "perhaps", "yes or no"),
        ("CORDLINE_LOG_FORMAT", "xml", "one of json, plain"),
        ("CORDLINE_DATABASE_URL", "mysql://x", "postgresql://"),
        ("CORDLINE_BASE_URL", "clinic.example", "http://host"),
        ("CORDLINE_CLINIC_PHONE", "03 1234 5678", "the country code"),
        ("CORDLINE_CLINIC_PHONE", "+60 12 345 6789 ext. 4", "the country code"),
    ],
)
def test_an_impossible_value_is_refused_with_what_it_should_be(variable: str, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=f"{variable} should be .*{told}"):
        load({variable: text})


@pytest.mark.req("E3")
def test_a_secret_may_stand_in_a_file_whose_last_line_break_does_not_count(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("a b\n")
    assert load({"CORDLINE_SECRET_KEY_FILE": str(secret)})["SECRET_KEY"] == "a b"


def test_a_file_that_cannot_be_read_and_a_setting_given_twice_are_refused_together(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        load({
            "CORDLINE_SECRET_KEY_FILE": str(tmp_path / "none"),
            "CORDLINE_METRICS_TOKEN": "a",
            "CORDLINE_METRICS_TOKEN_FILE": "b",
        })  # fmt: skip
    assert "CORDLINE_SECRET_KEY_FILE names" in str(refused.value)
    assert "are both given" in str(refused.value)
