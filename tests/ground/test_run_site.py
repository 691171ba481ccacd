"""`make run`: what it decides before it starts anything. The whole of it runs in test_make_run.py."""

import socket
import sqlite3

import pytest

from scripts import run_site
from scripts.console import SetupFailedError


@pytest.fixture
def taken_port():
    with socket.create_server((run_site.HOST, 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project folder with a database that `migrate` "makes"; the commands that ran are listed."""
    for name, value in {
        "ROOT": tmp_path,
        "VAR": tmp_path / "var",
        "DATABASE": tmp_path / "var" / "db.sqlite3",
        "PASSWORD_FILE": tmp_path / "var" / "admin-password.txt",
        "MIGRATED": tmp_path / "var" / ".migrated",
    }.items():
        monkeypatch.setattr(run_site, name, value)
    (tmp_path / "app" / "migrations").mkdir(parents=True)
    (tmp_path / "app" / "migrations" / "0001_initial.py").write_text("")
    return tmp_path


@pytest.fixture
def commands(project, monkeypatch):
    ran = []

    def run_logged(command, ja, en, env=None):
        ran.append(str(command[2]))
        with sqlite3.connect(run_site.DATABASE) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS page (title)")
        connection.close()

    monkeypatch.setattr(run_site, "run_logged", run_logged)
    return ran


def test_read_port_defaults_to_8000(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.setattr(run_site, "is_free", lambda port: True)

    assert run_site.read_port() == 8000


def test_read_port_names_a_free_one_when_taken(monkeypatch, taken_port):
    monkeypatch.setenv("PORT", str(taken_port))
    monkeypatch.setattr(run_site, "is_free", lambda port: port == taken_port + 2)

    with pytest.raises(SetupFailedError) as caught:
        run_site.read_port()

    assert caught.value.en == (
        f"Port {taken_port} is in use by another program. Use another one: make run PORT={taken_port + 2}"
    )


def test_is_free_sees_a_listening_server(taken_port):
    assert run_site.is_free(taken_port) is False


@pytest.mark.parametrize("text", ["80", "65536", "http", "-1", "8000.5"])
def test_read_port_refuses_what_is_no_port(monkeypatch, text):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(SetupFailedError) as caught:
        run_site.read_port()

    assert caught.value.en == f"PORT={text} cannot be used. Give a number from 1024 to 65535, for example: " + (
        "make run PORT=8001"
    )


def test_prepare_database_does_everything_once(commands):
    run_site.prepare_database("python")
    first = list(commands)

    run_site.prepare_database("python")

    assert first == ["migrate", "load_demo", "scripts.create_admin"]
    assert commands == first


def test_prepare_database_migrates_again_for_a_new_migration(project, commands):
    run_site.prepare_database("python")
    commands.clear()
    (project / "app" / "migrations" / "0002_more.py").write_text("")

    run_site.prepare_database("python")

    assert commands == ["migrate"]


@pytest.mark.parametrize("stopped_in", ["migrate", "load_demo", "scripts.create_admin"])
def test_prepare_database_goes_on_where_it_was_stopped(commands, monkeypatch, stopped_in):
    run_logged = run_site.run_logged

    def stop(command, ja, en, env=None):
        if command[2] == stopped_in:
            raise KeyboardInterrupt
        run_logged(command, ja, en, env)

    with monkeypatch.context() as patch:
        patch.setattr(run_site, "run_logged", stop)
        with pytest.raises(KeyboardInterrupt):
            run_site.prepare_database("python")

    run_site.prepare_database("python")

    assert {"migrate", "load_demo", "scripts.create_admin"} == set(commands)


def test_prepare_database_prepares_a_new_file_after_the_old_one_was_deleted(commands):
    run_site.prepare_database("python")
    commands.clear()
    run_site.DATABASE.unlink()

    run_site.prepare_database("python")

    assert commands == ["migrate", "load_demo", "scripts.create_admin"]
