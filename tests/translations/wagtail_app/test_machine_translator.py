"""The translator in wagtail-localize itself, in a site of its own (localize_project.py)."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.console import ROOT
from translations import model_packages

PROJECT = Path(__file__).with_name("localize_project.py")


@pytest.mark.skipif(importlib.util.find_spec("argostranslate") is None, reason="the extra mt is not installed")
def test_drafts_come_from_memory_glossary_and_engine_and_what_fails_stays_open(tmp_path):
    model_packages.install_offered(model_packages.offered()[0], tmp_path)
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    done = subprocess.run(
        [sys.executable, str(PROJECT), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**environment, "PYTHONPATH": str(ROOT)},
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    # The engine loses 7 o'clock in the description, so that it is left to a person.
    assert found["first"]["title"] == ["The fee is 300 yen.", "machine", "argos"]
    assert "search_description" not in found["first"]
    # The second page takes what a person wrote on the first, and the glossary's word.
    assert found["second"]["title"][0] == "A fee of 300 yen is charged."
    assert found["second"]["search_description"][0] == "Evacuation center"
    assert found["can"] == [True, False]
    # What the check refused waits for the person, with the reason.
    assert found["kept"][:2] == ["missing", True]
    assert "07:00" in found["kept"][2] or "7" in found["kept"][2]
