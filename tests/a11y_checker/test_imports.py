"""The library needs neither Django nor a browser: it is imported where none of them can be."""

import subprocess
import sys

PROGRAM = """
import importlib, pkgutil, sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "wagtail", "playwright", "argostranslate", "selenium"}:
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Blocker())
import a11y_checker

names = [
    module.name
    for module in pkgutil.walk_packages(a11y_checker.__path__, "a11y_checker.", onerror=lambda name: None)
    if not module.name.startswith("a11y_checker.wagtail_app") and module.name != "a11y_checker.__main__"
]
for name in names:
    importlib.import_module(name)
print(len(names))
print(a11y_checker.check_html("<img src='a.png'>").outcomes["image-alt"])
try:
    with a11y_checker.Checker() as checker:
        checker.check_url("http://127.0.0.1:9/")
except a11y_checker.MissingExtraError as error:
    print(error)
"""


def test_modules_import_without_django_and_browser() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)

    count, outcome, message = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert int(count) > 50
    assert outcome == "failed"
    assert message == 'Playwright is not installed. Run "pip install yasashii-machi[browser]", or use --no-browser.'
