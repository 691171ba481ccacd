"""Installing into the environment: only what is missing, and safe to stop at any moment."""

import subprocess
import sys

import pytest

from scripts import environment
from scripts.console import ROOT as CODE
from scripts.console import SetupFailedError

LOCK_TEXT = "one==1 \\\n    --hash=sha256:00\ntwo==2 \\\n    --hash=sha256:00\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project folder with locks; commands are recorded instead of run, but for `venv`, which is made without pip."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    for lock in environment.LOCKS:
        (tmp_path / "requirements" / f"{lock}.txt").write_text(LOCK_TEXT)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def commands(project, monkeypatch):
    ran = []

    def run_logged(command, ja, en, env=None):
        words = [str(word) for word in command]
        ran.append(" ".join(words))
        if "venv" in words:
            make_fake_venv(project / ".venv")

    monkeypatch.setattr(environment, "run_logged", run_logged)
    return ran


def make_fake_venv(venv):
    """An environment whose python starts and has pip: this one's, through a script."""
    (venv / "bin").mkdir(parents=True, exist_ok=True)
    (venv / "pyvenv.cfg").write_text("version = 3.11\n")
    for mark in venv.glob(".inst*"):
        mark.unlink()
    python = venv / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)


def kinds(commands):
    """Which of the three commands ran."""
    return ["venv" if " venv " in c else "lock" if "--require-hashes" in c else "project" for c in commands]


def test_ensure_installs_into_a_new_environment(project, commands, capsys):
    python = environment.ensure("site", project / ".venv")

    assert python == project / ".venv" / "bin" / "python"
    assert kinds(commands) == ["venv", "lock", "project"]
    assert "部品を入れる（2個） / Install 2 packages" in capsys.readouterr().out


def test_ensure_does_nothing_the_second_time(project, commands):
    environment.ensure("site", project / ".venv")
    commands.clear()

    environment.ensure("site", project / ".venv")

    assert commands == []


def test_ensure_takes_the_test_lock_for_the_site_lock(project, commands):
    environment.ensure("test", project / ".venv")
    commands.clear()

    environment.ensure("site", project / ".venv")

    assert commands == []


def test_ensure_adds_the_test_lock_to_the_site_lock(project, commands):
    environment.ensure("site", project / ".venv")
    commands.clear()

    environment.ensure("test", project / ".venv")

    assert kinds(commands) == ["lock", "project"]


@pytest.mark.parametrize("changed", ["requirements/site.txt", "pyproject.toml", ".venv/pyvenv.cfg"])
def test_ensure_installs_again_after_a_change(project, commands, changed):
    environment.ensure("site", project / ".venv")
    commands.clear()
    with (project / changed).open("a") as file:
        file.write("\n# changed\n")

    environment.ensure("site", project / ".venv")

    assert kinds(commands) == ["lock", "project"]


def test_ensure_starts_afresh_after_pip_was_interrupted(project, commands, monkeypatch):
    def interrupt(command, ja, en, env=None):
        raise KeyboardInterrupt

    make_fake_venv(project / ".venv")
    with monkeypatch.context() as patch:
        patch.setattr(environment, "run_logged", interrupt)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure("site", project / ".venv")

    environment.ensure("site", project / ".venv")

    assert kinds(commands) == ["venv", "lock", "project"]


@pytest.mark.parametrize("break_it", ["no python", "python does not start"])
def test_ensure_makes_a_broken_environment_anew(project, commands, break_it):
    environment.ensure("site", project / ".venv")
    commands.clear()
    python = project / ".venv" / "bin" / "python"
    if break_it == "no python":
        python.unlink()
    else:
        python.write_text("#!/bin/sh\nexit 127\n")

    environment.ensure("site", project / ".venv")

    assert kinds(commands) == ["venv", "lock", "project"]


def test_ensure_waits_for_a_set_up_in_the_same_folder(project, commands):
    code = (
        "import pathlib, time; from scripts import environment\n"
        f"environment.ROOT = pathlib.Path({str(project)!r})\n"
        "with environment.only_one_setup():\n"
        "    print('locked', flush=True); time.sleep(1)\n"
        "    (environment.ROOT / 'first').touch()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=CODE) as first:
        assert first.stdout.readline() == b"locked\n"

        with environment.only_one_setup():
            assert (project / "first").exists()


@pytest.mark.parametrize(("user_id", "expected"), [(0, True), (1000, False)])
def test_system_packages_are_installed_by_root_only(monkeypatch, user_id, expected):
    ran = []
    monkeypatch.setattr(environment.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(environment.os, "geteuid", lambda: user_id)
    monkeypatch.setattr(
        environment,
        "call_logged",
        lambda command, env: ran.append(command[1]) or subprocess.CompletedProcess(command, 0, ""),
    )

    assert environment.install_system_packages(["chromium"]) is expected
    assert ran == (["install"] if expected else [])


def test_system_packages_are_looked_up_anew_when_the_lists_are_old(monkeypatch):
    ran = []

    def call(command, env):
        ran.append(command[1])
        return subprocess.CompletedProcess(command, 0 if "update" in ran else 100, "")

    monkeypatch.setattr(environment.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(environment.os, "geteuid", lambda: 0)
    monkeypatch.setattr(environment, "call_logged", call)

    assert environment.install_system_packages(["chromium"]) is True
    assert ran == ["install", "update", "install"]


def test_missing_venv_module_is_named_where_nothing_can_be_installed(monkeypatch):
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(environment.os, "geteuid", lambda: 1000)

    with pytest.raises(SetupFailedError) as caught:
        environment.ensure_venv_module()

    package = f"python3.{sys.version_info.minor}-venv"
    assert caught.value.en == f"Python's venv is missing. Run this, then try again: sudo apt-get install {package}"
