"""`make run`: install, prepare the database, load the demo city, serve it.

The state of the preparation travels with the database itself (SQLite's user_version), so that a copied, restored or
deleted file is always treated as what it is. A second start does only what has become necessary.
"""

import errno
import hashlib
import os
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from types import FrameType

from scripts import environment
from scripts.console import ROOT, SetupFailedError, main_guard, run_logged, say, step

HOST = "127.0.0.1"
ADMIN_PATH = "kanri/"  # as in cms/urls.py
VAR = ROOT / "var"
DATABASE = VAR / "db.sqlite3"
PASSWORD_FILE = VAR / "admin-password.txt"
MIGRATED = VAR / ".migrated"
# What user_version says once the demo city is loaded. 0 is SQLite's own default.
DEMO_LOADED = 1
START_TIMEOUT_S = 60  # Our choice: a cold start on a slow disk took 6 s; ten times that is a failure.


def read_port() -> int:
    """The port to serve, from PORT=…; it must be free."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise SetupFailedError(
            f"PORT={text} は使えません。1024から65535までの数を指定してください。例: make run PORT=8001",
            f"PORT={text} cannot be used. Give a number from 1024 to 65535, for example: make run PORT=8001",
        )
    port = int(text)
    if not is_free(port):
        other = next(candidate for candidate in range(port + 1, 65536) if is_free(candidate))
        raise SetupFailedError(
            f"ポート {port} はほかのプログラムが使っています。別の番号でどうぞ: make run PORT={other}",
            f"Port {port} is in use by another program. Use another one: make run PORT={other}",
        )
    return port


def is_free(port: int) -> bool:
    """Whether a server could listen on the port."""
    with closing(socket.socket()) as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((HOST, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return False
    return True


def schema_fingerprint() -> str:
    """Changes whenever `migrate` may have something to do: other packages, other migrations."""
    digest = hashlib.sha256(environment.lock_file("site").read_bytes())
    skipped = {".git", "node_modules", "var"}
    for folder, names, files in os.walk(ROOT):
        names[:] = sorted(name for name in names if name not in skipped and not name.startswith(".venv"))
        if Path(folder).name == "migrations":
            for name in sorted(files):
                if name.endswith(".py"):
                    digest.update(name.encode() + (Path(folder) / name).read_bytes())
    return digest.hexdigest()


def read_user_version() -> int:
    """The preparation's own number in the database; 0 for a new one."""
    with closing(sqlite3.connect(DATABASE)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def write_user_version(version: int) -> None:
    """Note in the database how far its preparation is."""
    with closing(sqlite3.connect(DATABASE)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def is_migrated() -> bool:
    """Whether the database has this code's schema."""
    return DATABASE.exists() and MIGRATED.exists() and MIGRATED.read_text() == schema_fingerprint()


def prepare_database(python: Path) -> None:
    """Bring the database up to date; load the demo city and make the administrator when that has not been done."""
    VAR.mkdir(exist_ok=True)
    manage: list[str | Path] = [python, "manage.py"]
    if not is_migrated():
        with step("データベースを準備する", "Prepare the database"):
            MIGRATED.unlink(missing_ok=True)
            run_logged(
                [*manage, "migrate", "--no-input"],
                "データベースを準備できませんでした。見本のデータだけなら、var/db.sqlite3 を消してもう一度どうぞ。",
                "The database could not be prepared. If it holds only the demo, delete var/db.sqlite3 and retry.",
            )
            MIGRATED.write_text(schema_fingerprint())
    if read_user_version() < DEMO_LOADED:
        with step("見本の市のページを読みこむ", "Load the demo city"):
            run_logged(
                [*manage, "load_demo"],
                "見本の市を読みこめませんでした。上の記録を見て直してから、もう一度実行してください。",
                "The demo city could not be loaded. Mend what the log above says and run it again.",
            )
        with step("管理者を作る", "Create the administrator"):
            run_logged(
                [python, "-m", "scripts.create_admin", PASSWORD_FILE],
                "管理者を作れませんでした。手で作るには: .venv/bin/python manage.py createsuperuser",
                "The administrator could not be created. By hand: .venv/bin/python manage.py createsuperuser",
            )
        write_user_version(DEMO_LOADED)


def start_server(python: Path, port: int) -> subprocess.Popen[bytes]:
    """Start gunicorn and wait until the site answers."""
    # One process: SQLite and the in-memory cache are its own. Threads serve a browser's parallel requests.
    command = [python, "-m", "gunicorn", "cms.wsgi", "--bind", f"{HOST}:{port}", "--threads", "8"]
    command += ["--log-level", "warning"]
    with step("サーバーを始める", "Start the server"):
        server = subprocess.Popen([str(word) for word in command], cwd=ROOT)
        try:
            wait_until_answering(server, port)
        except BaseException:
            stop(server)
            raise
    return server


def wait_until_answering(server: subprocess.Popen[bytes], port: int) -> None:
    """Return once the home page is delivered. Raises SetupFailedError when it is not."""
    deadline = time.monotonic() + START_TIMEOUT_S
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    reason = "timeout"
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with opener.open(f"http://{HOST}:{port}/", timeout=START_TIMEOUT_S):
                return
        except urllib.error.HTTPError as error:
            reason = f"HTTP {error.code}"
            break
        except OSError:
            time.sleep(0.1)
    raise SetupFailedError(
        f"サイトが答えません（{reason}）。上に出た記録を見てください。",
        f"The site does not answer ({reason}). See what the server printed above.",
    )


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, and wait for it."""
    if server.poll() is None:
        server.send_signal(signal.SIGTERM)
        server.wait()


def announce(port: int) -> None:
    """Print where the site and the admin are, and who can log in."""
    base = f"http://{HOST}:{port}/"
    shown = PASSWORD_FILE.relative_to(ROOT)
    print(f"\n  サイト / Site:   {base}\n  管理 / Admin:    {base}{ADMIN_PATH}")
    if PASSWORD_FILE.exists():
        print("\n".join(f"    {line}" for line in PASSWORD_FILE.read_text(encoding="utf-8").splitlines()))
        print(f"    （いつでも見られます / kept in: {shown}）")
    else:
        print("    パスワードを忘れたら / Forgotten: .venv/bin/python manage.py changepassword admin")
    print("\n  止めるには Ctrl-C / Stop with Ctrl-C", flush=True)


def serve(server: subprocess.Popen[bytes]) -> int:
    """Wait until the server ends, or end it at Ctrl-C; give the exit code."""
    is_stopped = False

    def note_ctrl_c(number: int, frame: FrameType | None) -> None:
        nonlocal is_stopped
        is_stopped = True
        server.terminate()  # a terminal tells it too, `kill -INT` does not

    # No KeyboardInterrupt: the server, told by the same terminal, may have ended before it is raised.
    signal.signal(signal.SIGINT, note_ctrl_c)
    try:
        code = server.wait()
    finally:
        stop(server)
    if is_stopped:
        print("\n止めました。データは残っています。 / Stopped. The data is kept.")
        return 0
    return code


def main() -> int:
    """Prepare, serve, and wait for Ctrl-C."""
    start = time.monotonic()
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.dev"
    port = read_port()
    python = environment.ensure("site")
    with environment.only_one_setup():
        prepare_database(python)
    server = start_server(python, port)
    say("全部で", f"All in all {time.monotonic() - start:.1f} s")
    announce(port)
    return serve(server)


if __name__ == "__main__":
    main_guard(main)
