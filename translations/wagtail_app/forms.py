"""Forms of the screens for readings."""

import csv
import io
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from translations import Entry, check_entry
from translations.wagtail_app.models import Reading

HERE, PAGE, EVERYWHERE = "here", "page", "everywhere"
# Our choice: a dictionary of 20,000 rows is about 1 MB; more is not the file that was meant.
FILE_MAXIMUM_BYTES = 2_000_000
# Our choice: a sentence or two; a whole page has its own screen.
SENTENCE_MAXIMUM_CHARS = 2_000
# Our choice: a page with its translations on one screen; about half a second of work.
EASY_MAXIMUM_CHARS = 10_000
COLUMNS = ("surface", "reading", "context", "source", "is_confirmed")


class CorrectionForm(forms.Form):
    """How a word of a page reads, and where that holds."""

    surface = forms.CharField(label=_("Word"), max_length=60)
    reading = forms.CharField(label=_("Reading"), max_length=120, help_text=_("In hiragana."))
    scope = forms.ChoiceField(label=_("Where it holds"), widget=forms.RadioSelect)
    before = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput, strip=False)
    after = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args, may_change_everywhere: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [(HERE, _("Only here, at this place of the page")), (PAGE, _("Everywhere on this page"))]
        if may_change_everywhere:
            choices.append((EVERYWHERE, _("On every page of the city")))
        self.fields["scope"].choices = choices

    def clean(self) -> dict:
        data = super().clean()
        if "surface" in data and "reading" in data:
            add_problem(self, Entry(data["surface"], data["reading"]))
        return data


def add_problem(form: forms.Form, entry: Entry) -> None:
    problem = check_entry(entry)
    if problem:
        form.add_error("reading", problem.partition(" / ")[0])


class TestForm(forms.Form):
    sentence = forms.CharField(
        label=_("A sentence"), max_length=SENTENCE_MAXIMUM_CHARS, widget=forms.Textarea(attrs={"rows": 4, "lang": "ja"})
    )


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("Columns: surface, reading, context, source, is_confirmed (the last three may be left out)."),
    )

    def clean_file(self) -> str:
        """Return the text of the file: UTF-8, or Shift_JIS as Excel saves it."""
        file = self.cleaned_data["file"]
        if file.size > FILE_MAXIMUM_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB. Please split it."))
        data = file.read()
        for encoding in ("utf-8-sig", "cp932"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError(_("The file is neither UTF-8 nor Shift_JIS. Please save it as “CSV UTF-8”."))


class Difference(NamedTuple):
    """What one row of an import would do.

    kind: "new", "changed", "same" or "wrong". before: the reading in force. problem: why a row is wrong.
    """

    line: int
    entry: Entry
    kind: str
    before: str = ""
    problem: str = ""


def find_differences(text: str) -> list[Difference]:
    """Compare a CSV file with the readings that hold on every page. Raises ValueError naming a missing column."""
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in COLUMNS[:2] if name not in (rows.fieldnames or ())]
    if missing:
        raise ValueError(", ".join(missing))
    existing = {
        (reading.surface, reading.context): reading
        for reading in Reading.objects.filter(page=None, before="", after="")
    }
    found = []
    for row in rows:
        values = {name: (row.get(name) or "").strip() for name in COLUMNS}
        status = "sure" if values["is_confirmed"].lower() in {"1", "true", "yes", "はい", "sure"} else "confirm"
        context = tuple(values["context"].split())
        entry = Entry(values["surface"], values["reading"], context, values["source"], status)
        found.append(compare(rows.line_num, entry, existing.get((entry.surface, " ".join(context)))))
    return found


def compare(line: int, entry: Entry, existing: Reading | None) -> Difference:
    problem = check_entry(entry)
    if problem:
        return Difference(line, entry, "wrong", problem=problem.partition(" / ")[0])
    if existing is None:
        return Difference(line, entry, "new")
    is_same = (existing.reading, existing.source, existing.is_confirmed) == (
        entry.reading,
        entry.source,
        entry.status == "sure",
    )
    return Difference(line, entry, "same" if is_same else "changed", before=existing.reading)


class EasyForm(forms.Form):
    """A text in easy Japanese, or one that is to become it."""

    text = forms.CharField(
        label=_("The text"),
        max_length=EASY_MAXIMUM_CHARS,
        strip=False,
        help_text=_("A new line begins a heading, a paragraph or an item of a list. Nothing is saved."),
        widget=forms.Textarea(attrs={"rows": 10, "lang": "ja"}),
    )
    is_disaster = forms.BooleanField(label=_("It is read in haste (disaster): shorter sentences"), required=False)
    is_spaced = forms.BooleanField(label=_("It is to have spaces between phrases"), required=False)
    before = forms.CharField(required=False, strip=False, max_length=EASY_MAXIMUM_CHARS, widget=forms.HiddenInput)

    def clean(self) -> dict:
        # A browser sends \r\n; places in the text count one character for a new line.
        data = super().clean()
        return {name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in data.items()}
