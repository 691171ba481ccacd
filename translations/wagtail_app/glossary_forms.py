"""Forms of the glossary's screens."""

import csv
import io
from typing import NamedTuple

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from translations import Term
from translations.glossary import problem_of
from translations.wagtail_app.forms import ImportForm
from translations.wagtail_app.models import GlossaryTerm

COLUMNS = ("locale", "term", "target", "kind", "note")
# Our choice: a paragraph; the screen is for trying, not for translating pages.
TEXT_MAXIMUM_CHARS = 2_000


class TryForm(forms.Form):
    """A Japanese text, a language, and if one likes a translation to check."""

    text = forms.CharField(
        label=_("Japanese text"), max_length=TEXT_MAXIMUM_CHARS, widget=forms.Textarea(attrs={"rows": 4, "lang": "ja"})
    )
    locale = forms.ChoiceField(label=_("Language"), choices=GlossaryTerm.Language.choices)
    target = forms.CharField(
        label=_("A translation to check"),
        required=False,
        max_length=TEXT_MAXIMUM_CHARS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Left empty, a draft is made."),
    )


class ImportTermsForm(ImportForm):
    """A CSV file of terms."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("Columns: locale (en, pt-br, vi, zh-hans, ko), term, target, kind (must, name, keep), note."),
    )


class TermDifference(NamedTuple):
    """What one row of an import would do.

    kind: "new", "changed", "same" or "wrong". before: the translation in force. problem: why a row is wrong.
    """

    line: int
    locale: str
    term: Term
    kind: str
    before: str = ""
    problem: str = ""


def find_term_differences(text: str) -> list[TermDifference]:
    """Compare a CSV file with the city's terms. Raises ValueError naming a missing column."""
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in COLUMNS[:3] if name not in (rows.fieldnames or ())]
    if missing:
        raise ValueError(", ".join(missing))
    existing = {(term.locale, term.term): term for term in GlossaryTerm.objects.all()}
    found = []
    for row in rows:
        values = {name: (row.get(name) or "").strip() for name in COLUMNS}
        term = Term(values["term"], values["target"], values["kind"] or "must", values["note"])
        found.append(compare(rows.line_num, values["locale"], term, existing.get((values["locale"], term.term))))
    return found


def compare(line: int, locale: str, term: Term, existing: GlossaryTerm | None) -> TermDifference:
    problem = find_problem(locale, term)
    if problem:
        return TermDifference(line, locale, term, "wrong", problem=problem)
    if existing is None:
        return TermDifference(line, locale, term, "new")
    kind = "same" if existing.as_term() == term else "changed"
    return TermDifference(line, locale, term, kind, before=existing.target)


def find_problem(locale: str, term: Term) -> str:
    """Say what is wrong with a row; empty if nothing is."""
    if locale not in GlossaryTerm.Language.values:
        return _("There is no language “%(code)s”.") % {"code": locale}
    for name, value in (("term", term.term), ("target", term.target), ("note", term.note)):
        longest = GlossaryTerm._meta.get_field(name).max_length
        if len(value) > longest:
            return _("“%(start)s…” is longer than %(count)d characters.") % {"start": value[:20], "count": longest}
    problem = problem_of(term)
    return problem[get_language() == "en"] if problem else ""
