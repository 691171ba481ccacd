"""The Nu HTML Checker of the HTML tests: installed where npm and Java are, left out elsewhere."""

import shutil
from pathlib import Path

from scripts.console import ROOT, call_logged, say, step

# Pinned, with its hash.
SOURCE = ROOT / "tests" / "cms" / "html_checker"
FOLDER = ROOT / "var" / "html-checker"
FILES = ("package.json", "package-lock.json")


def ensure_html_checker() -> None:
    """Install the checker unless it is there, in the version of the lock. Its absence skips tests and fails none."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("java") or is_current(FOLDER):
        return
    with step("HTMLの検査プログラムを入れる", "Install the Nu HTML Checker"):
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        for name in FILES:
            shutil.copy(SOURCE / name, FOLDER)
        command: list[str | Path] = [npm, "ci", "--prefix", FOLDER, "--ignore-scripts", "--no-audit", "--no-fund"]
        is_installed = call_logged(command).returncode == 0
    if not is_installed:
        shutil.rmtree(FOLDER)
        say("HTMLの検査プログラムなしで続けます", "Going on without the Nu HTML Checker (see var/log/setup.log)")


def is_current(folder: Path) -> bool:
    """Whether npm finished there (it writes its own lock last) from the files in the repository."""
    finished = (folder / "node_modules" / ".package-lock.json").is_file()
    return finished and all((folder / name).read_bytes() == (SOURCE / name).read_bytes() for name in FILES)
