"""The library works where Django, Wagtail, Playwright and Argos Translate are not installed."""

import subprocess
import sys

SCRIPT = """
import importlib, pkgutil, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "wagtail", "wagtail_localize", "playwright", "argostranslate"}:
            raise ImportError(f"{name} is blocked by the test")

sys.meta_path.insert(0, Blocked())
import translations
names = [
    module.name
    for module in pkgutil.walk_packages(translations.__path__, "translations.")
    if ".wagtail_app" not in module.name and not module.name.endswith(".__main__")
]
for name in names:
    importlib.import_module(name)
assert translations.to_kana("市役所") == "しやくしょ"
print("sudachipy" in sys.modules, len(names))
"""


def test_every_module_is_imported_without_django():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("True ")


def test_import_loads_no_dictionary():
    script = "import sys, translations; print('sudachipy' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
