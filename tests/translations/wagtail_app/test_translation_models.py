"""manage.py translation_models."""

import pytest
from django.core.management import CommandError, call_command

from translations.tables import FOLDER
from translations.wagtail_app.engine import site_engine

TINY = FOLDER / "models/translate-ja_en-tiny.argosmodel"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.TRANSLATIONS = {"ENGINE": "argos", "FOLDER": str(tmp_path / "models")}


def run(capsys, *arguments):
    call_command("translation_models", *arguments)
    return capsys.readouterr().out.splitlines()


def test_a_model_is_installed_listed_and_removed(capsys):
    assert not site_engine().status("ja", "en").is_ready

    run(capsys, "install", "ja_en-tiny")

    assert run(capsys, "list")[0] == "installed  ja_en  version 0.1"
    assert run(capsys, "remove", "ja_en") == ["Removed ja_en."]
    assert [line.split()[:2] for line in run(capsys, "list")] == [["offered", "ja_en-tiny"]]


def test_a_file_shows_its_checksum(capsys):
    lines = run(capsys, "install", "--file", str(TINY))

    assert lines[1].startswith("SHA-256 270a268e17f0")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["install"], "either a CODE or --file"),
        (["install", "ja_en"], "The index has no ja_en"),
        (["install", "--file", str(TINY), "--sha256", "00"], "not the file that was meant"),
        (["install", "--file", "/nowhere.argosmodel"], "cannot be opened"),
        (["remove", "ja_en"], "not installed"),
    ],
)
def test_what_cannot_be_done_is_said(arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("translation_models", *arguments)
