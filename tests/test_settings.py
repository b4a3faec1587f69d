"""Settings: a fault is named by file and key, with the nearest name."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.errors import SettingsError
from console.settings import Settings, read_settings


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml") == Settings()


def test_values_are_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('language = "en"\nmemory_gibibytes = 2\n', "utf-8")
    assert read_settings(path) == Settings(language="en", memory_gibibytes=2)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("langauge = 'en'", "settings-unknown"),
        ("language = 3", "settings-type"),
        ("language = 'fr'", "settings-choice"),
        ("language = ", "settings-not-toml"),
        ("threads = true", "settings-type"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    assert caught.value.key == key


def test_the_nearest_name_is_offered(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("langauge = 'en'", "utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    assert caught.value.facts["nearest"] == "language"
