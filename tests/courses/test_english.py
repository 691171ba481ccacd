"""The interface of courses is Japanese with English beside it: every text that code and templates ask for has its English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
FOLDERS = (ROOT / "templates" / "courses", ROOT / "templates" / "admin" / "courses", ROOT / "courses" / "templates")
# Written to residents, always in Japanese whatever language the clerk reads.
JAPANESE_ONLY = {"slip.html", "confirm.txt", "relay.txt", "training.txt"}
JAPANESE = re.compile("[ぁ-んァ-ヺ一-鿿]")
ENGLISH = re.compile("[a-z]+ [a-z]+")  # an English text that gives an example in Japanese
CALL = re.compile(r"\b(?:_|gettext|ngettext|pgettext)\(((?:u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|[, ])+)")
NAMES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
Text = tuple[str | None, str]


def read_calls(source: str) -> Iterator[Text]:
    """Yield (context, text) of the calls that ask for a text in Python code."""
    for node in ast.walk(ast.parse(source)):
        name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        if name in NAMES:
            words = [word.value for word in node.args if isinstance(word, ast.Constant)]
            if name.startswith("p"):
                yield words[0], words[1]
            elif words:
                yield None, words[0]


def read_template(path: Path) -> Iterator[Text]:
    """Yield (context, text) of what a template asks for, as makemessages sees it."""
    for call in CALL.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        yield from read_calls(call[0].rstrip(", ") + ")")


def find_texts() -> set[Text]:
    found: set[Text] = set()
    for path in (ROOT / "courses").rglob("*.py"):
        found.update(read_calls(path.read_text(encoding="utf-8")))
    for path in (path for folder in FOLDERS for path in folder.rglob("*.*")):
        if path.suffix in {".html", ".txt"} and path.name not in JAPANESE_ONLY:
            found.update(read_template(path))
    return {text for text in found if JAPANESE.search(text[1]) and not ENGLISH.search(text[1])}


def read_english(app: str) -> polib.POFile:
    return polib.pofile(ROOT / app / "locale" / "en" / "LC_MESSAGES" / "django.po")


def test_every_text_of_courses_has_its_english():
    texts = find_texts()

    assert len(texts) > 1000
    entries = [entry for app in ("courses", "cms") for entry in read_english(app).translated_entries()]
    known = {(entry.msgctxt, entry.msgid) for entry in entries}
    assert texts - known == set()


def test_english_keeps_the_places_for_words():
    places = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>")

    for entry in read_english("courses"):
        for words in entry.msgstr_plural.values() or [entry.msgstr]:
            assert sorted(places.findall(words)) == sorted(places.findall(entry.msgid)), entry.msgid


def test_the_compiled_english_is_that_of_the_file():
    compiled = polib.mofile(ROOT / "courses" / "locale" / "en" / "LC_MESSAGES" / "django.mo")

    expected = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in read_english("courses").translated_entries()}
    assert {(entry.msgctxt, entry.msgid): entry.msgstr for entry in compiled} == expected
