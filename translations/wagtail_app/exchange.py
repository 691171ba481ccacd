"""A page's strings as a file for an outside translator, and what a file that comes back would change.

Two forms: PO as wagtail-localize writes it, and XLIFF 1.2. A file belongs to one page in one language and says so.
"""

from collections.abc import Iterable
from typing import NamedTuple

import polib
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from lxml import etree
from wagtail_localize.models import Translation

from translations import Glossary
from translations.wagtail_app import string_states
from translations.wagtail_app.glossaries import site_glossary
from translations.wagtail_app.marked_text import MarkError, from_marked, to_marked
from translations.wagtail_app.state_models import State, StringState
from translations.wagtail_app.translation_form import PlaceLabels, strings_of, terms_in
from translations.wagtail_app.xliff import Unit, read_xliff, write_xliff

FORMS = {"po": "text/x-gettext-translation", "xliff": "application/xliff+xml"}
# wagtail-localize's own mark, so that its files are ours and ours are its.
PO_MARK = "X-WagtailLocalize-TranslationID"
# Source: XLIFF 1.2, values of the attribute state.
XLIFF_STATES = {
    State.MISSING: "needs-translation",
    State.STALE: "needs-adaptation",
    State.MACHINE: "needs-review-translation",
    State.EDITED: "translated",
    State.CHECKED: "final",
}


class FileError(ValueError):
    """The file cannot be taken: not of the form, damaged, or of another page; the message says what to do."""


class Difference(NamedTuple):
    """What one string of a file would do. kind: "new", "changed", "same", "wrong" or "foreign"."""

    kind: str
    source: str
    old: str = ""
    new: str = ""
    problem: str = ""
    row: StringState | None = None
    html: str = ""


def key_of(row: StringState) -> str:
    """Give what names a string in a file: the same as long as the Japanese and its place are."""
    return f"{row.string.data_hash.hex}-{row.context.path_id.hex}"


def write(translation: Translation, form: str) -> bytes:
    """Give a page's strings as a file; a changed string brings its old translation as a note."""
    rows = strings_of(translation)
    labels, glossary = PlaceLabels(translation), site_glossary(translation.target_locale.language_code)
    units = [
        Unit(
            key_of(row),
            to_marked(row.string.data),
            to_marked(row.target),
            XLIFF_STATES[State(row.state)],
            _note(row, labels, glossary),
        )
        for row in rows
    ]
    if form == "xliff":
        return write_xliff(str(translation.uuid), translation.target_locale.language_code, units)
    return _write_po(translation, rows, units)


def _note(row: StringState, labels: PlaceLabels, glossary: Glossary) -> str:
    terms = terms_in(to_marked(row.string.data), glossary)
    lines = [labels.name(row), *(f"{term.term} → {term.preferred or term.term}" for term in terms)]
    if row.old_target:
        lines.append(_("Before the Japanese changed: %(text)s") % {"text": to_marked(row.old_target)})
    return "\n".join(lines)


def _write_po(translation: Translation, rows: list[StringState], units: list[Unit]) -> bytes:
    po = polib.POFile(wrapwidth=0)
    po.metadata = {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Language": translation.target_locale.language_code,
        PO_MARK: str(translation.uuid),
    }
    for row, unit in zip(rows, units, strict=True):
        po.append(polib.POEntry(msgid=row.string.data, msgctxt=row.context.path, msgstr=row.target, comment=unit.note))
    return str(po).encode()


def compare(translation: Translation, data: str, form: str) -> list[Difference]:
    """Give what a file would change, string by string; nothing is changed. Raises FileError for a file that cannot be taken."""
    rows = strings_of(translation)
    glossary = site_glossary(translation.target_locale.language_code)
    if form == "xliff":
        found, unsure = _read_xliff(translation, data), set()
        by_key = {key_of(row): row for row in rows}
    else:
        found, unsure = _read_po(translation, data)
        by_key = {f"{row.context.path}\n{row.string.data}": row for row in rows}
    return [
        _compare(by_key.get(key), source, text, glossary, is_unsure=key in unsure)
        for key, source, text in found
        if text.strip()
    ]


def _compare(row: StringState | None, source: str, text: str, glossary: Glossary, *, is_unsure: bool) -> Difference:
    if row is None:
        return Difference("foreign", source, new=text, problem=_("The page has no such string (any more)."))
    old = to_marked(row.target)
    if text.strip() == old.strip():
        return Difference("same", source, old, text, row=row)
    if is_unsure:
        problem = _("The file marks it as unsure (fuzzy). Please have it decided, and delete the mark.")
        return Difference("wrong", source, old, text, problem, row)
    try:
        html = from_marked(text.strip(), row.string.data)
    except MarkError as error:
        return Difference("wrong", source, old, text, str(error), row)
    certain = [finding for finding in string_states.judge(row, html, glossary) if finding.is_certain]
    if certain:
        problem = " ".join(finding.en if get_language() == "en" else finding.ja for finding in certain)
        return Difference("wrong", source, old, text, problem, row)
    return Difference("changed" if old else "new", source, old, text, row=row, html=html)


def take_over(differences: Iterable[Difference], translation: Translation, user: AbstractBaseUser) -> int:
    """Store what is new or changed as the person's work; gives how many strings that were."""
    glossary, taken = site_glossary(translation.target_locale.language_code), 0
    with string_states.one_count(translation):
        for difference in differences:
            if difference.kind in ("new", "changed") and difference.row:
                string_states.edit(difference.row, difference.html, user, glossary=glossary)
                taken += 1
    return taken


def _read_po(translation: Translation, data: str) -> tuple[list[tuple[str, str, str]], set[str]]:
    """Give the strings, and the keys of those that are marked as unsure."""
    try:
        # The empty line keeps polib from taking the text for the name of a file.
        po = polib.pofile("\n" + data)
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise FileError(_("The file is not a PO file, or it is damaged. Please export it again.")) from error
    _must_belong(translation, po.metadata.get(PO_MARK, ""))
    entries = [(f"{entry.msgctxt}\n{entry.msgid}", entry) for entry in po if not entry.obsolete]
    found = [(key, to_marked(entry.msgid), to_marked(entry.msgstr)) for key, entry in entries]
    return found, {key for key, entry in entries if entry.fuzzy}


def _read_xliff(translation: Translation, data: str) -> list[tuple[str, str, str]]:
    try:
        original, units = read_xliff(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileError(_("The file is not XLIFF 1.2, or it is damaged. Please export it again.")) from error
    _must_belong(translation, original)
    return [(unit.key, unit.source, unit.target) for unit in units]


def _must_belong(translation: Translation, mark: str) -> None:
    if mark != str(translation.uuid):
        raise FileError(
            _("The file belongs to another page or language. Please choose the file that was exported here.")
        )
