"""`make run` from the first line to Ctrl-C, twice, in a copy of the project with the environment of this test run."""

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
import venv
from pathlib import Path

import pytest

from scripts import run_site
from scripts.console import ROOT

# Our choice: the first start takes half a minute of two idle cores; here other tests run beside it.
START_TIMEOUT_S = 400
CODE = ("a11y_checker", "cms", "courses", "requirements", "scripts", "templates", "translations")
FILES = ("LICENSE", "Makefile", "NOTICE", "README.md", "manage.py", "pyproject.toml")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project whose .venv stands on the packages of this run, so that nothing is downloaded."""
    folder = tmp_path_factory.mktemp("project")
    for name in CODE:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    venv.create(folder / ".venv", symlinks=True)
    packages = next((folder / ".venv").glob("lib/python*/site-packages"))
    here = Path(pytest.__file__).parent.parent
    (packages / "shared.pth").write_text(f"{here}\n")
    stamp = (
        "from scripts import environment as e; e.stamp_file('site', e.VENV).write_text(e.fingerprint('site', e.VENV))"
    )
    subprocess.run([sys.executable, "-c", stamp], cwd=folder, check=True)
    return folder


class Run:
    """One `make run`, its output read as it comes."""

    def __init__(self, folder, port):
        env = {**os.environ, "PORT": str(port), "PYTHON": sys.executable, "PYTHONWARNINGS": "default"}
        self.process = subprocess.Popen(
            ["make", "run"],
            cwd=folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )
        self.lines = []
        self.is_ready = threading.Event()
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            if "Stop with Ctrl-C" in line:
                self.is_ready.set()
        self.is_ready.set()

    def wait_until_ready(self):
        assert self.is_ready.wait(START_TIMEOUT_S), "\n".join(self.lines)
        assert self.process.poll() is None, "\n".join(self.lines)

    def press_ctrl_c(self):
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=90)  # gunicorn itself gives open requests 30 s
        self.reader.join(timeout=30)
        self.process.stdout.close()

    def steps(self):
        """The English names of the steps that ran."""
        return [match[1] for line in self.lines if (match := re.match(r"- .+? / (.+) … [\d.]+ s$", line))]


@pytest.fixture
def start(copy):
    """A function that calls `make run`; what it started is stopped in the end."""
    runs = []

    def start(port):
        runs.append(Run(copy, port))
        runs[-1].wait_until_ready()
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.press_ctrl_c()


def find_free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
        return response.status, response.read().decode()


def log_in(admin, username, password):
    """Log in to the admin as a browser does; give the address one lands on."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    address = f"{admin}login/"
    with opener.open(address, timeout=30) as response:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', response.read().decode())[1]
    form = {
        "username": username,
        "password": password,
        "csrfmiddlewaretoken": token,
        "next": urllib.parse.urlsplit(admin).path,
    }
    request = urllib.request.Request(address, urllib.parse.urlencode(form).encode(), {"Referer": address})
    with opener.open(request, timeout=30) as response:
        return response.url


def password_in(copy):
    return re.search(r"Password: +([\w-]+)", (copy / "var" / "admin-password.txt").read_text(encoding="utf-8"))[1]


def test_make_run_prepares_serves_stops_and_goes_on(copy, start):
    port = find_free_port()
    admin = f"http://127.0.0.1:{port}/{run_site.ADMIN_PATH}"

    first = start(port)

    assert first.steps() == [
        "Prepare the database",
        "Load the demo city",
        "Create the administrator",
        "Start the server",
    ]
    password = password_in(copy)
    assert f"  サイト / Site:   http://127.0.0.1:{port}/" in first.lines
    assert f"  管理 / Admin:    {admin}" in first.lines
    assert any(f"パスワード / Password:   {password}" in line for line in first.lines)
    assert (copy / "var" / "admin-password.txt").stat().st_mode & 0o777 == 0o600
    status, home = get(port, "/")
    assert status == 200
    assert '<html lang="ja"' in home
    styles_and_scripts = re.findall(r'(?:href|src)="(/(?:static|assets)/[^"]+)"', home)
    assert styles_and_scripts
    assert [path for path in styles_and_scripts if get(port, path)[0] != 200] == []
    assert log_in(admin, "admin", password) == admin
    assert log_in(admin, "kenko-hensyu", password) == admin

    first.press_ctrl_c()

    assert "止めました。データは残っています。 / Stopped. The data is kept." in first.lines, first.lines
    assert run_site.is_free(port)

    second = start(port)

    assert second.steps() == ["Start the server"]
    assert log_in(admin, "admin", password) == admin
