"""The city's own readings, what has been read with them, and the city's own words in other languages."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import Page

from translations import Entry, Term, check_entry
from translations.glossary import problem_of
from translations.wagtail_app.state_models import CheckRule, PageState, State, StringState

__all__ = ["CheckRule", "DictionaryState", "GlossaryTerm", "PageState", "Reading", "State", "StoredText", "StringState"]

# Our choice: enough on either side to tell one place of a page from another, few enough to outlive most edits.
ANCHOR_LENGTH_CHARS = 8


class Reading(models.Model):
    """How a word reads: everywhere, on one page, or at one place of a page.

    before, after: for one place, the text that stood around the word. It holds where either still stands.
    """

    surface = models.CharField(_("word"), max_length=60, db_index=True)
    reading = models.CharField(_("reading"), max_length=120, help_text=_("In hiragana."))
    context = models.CharField(
        _("only next to"),
        max_length=200,
        blank=True,
        help_text=_("Words with spaces between them, one of which stands directly before or after. Empty: always."),
    )
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="readings",
        verbose_name=_("only on the page"),
    )
    before = models.CharField(max_length=ANCHOR_LENGTH_CHARS, blank=True, editable=False)
    after = models.CharField(max_length=ANCHOR_LENGTH_CHARS, blank=True, editable=False)
    is_confirmed = models.BooleanField(
        _("confirmed"), default=False, help_text=_("The web officer has made sure that the reading is right.")
    )
    source = models.CharField(_("source"), max_length=200, blank=True, help_text=_("Who says that it reads so."))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["surface", "pk"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(
                fields=["surface", "context", "page", "before", "after"],
                name="one_reading_per_word_and_place",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.surface}（{self.reading}）"

    def clean(self) -> None:
        """Refuse what cannot be a reading, in the words of the library."""
        problem = check_entry(self.as_entry())
        if problem:
            japanese, _slash, english = problem.partition(" / ")
            raise ValidationError({"reading": english if get_language() == "en" else japanese})

    def as_entry(self) -> Entry:
        context = (self.before, self.after) if self.before or self.after else tuple(self.context.split())
        status = "sure" if self.is_confirmed else "confirm"
        return Entry(self.surface, self.reading, tuple(word for word in context if word), self.source, status)


class GlossaryTerm(models.Model):
    """How a word of the city is written in another language. Wins over the shipped glossary."""

    class Language(models.TextChoices):
        ENGLISH = "en", "English"
        PORTUGUESE = "pt-br", "Português (Brasil)"
        VIETNAMESE = "vi", "Tiếng Việt"
        CHINESE = "zh-hans", "中文（简体）"
        KOREAN = "ko", "한국어"

    class Kind(models.TextChoices):
        MUST = "must", _("must be translated so")
        NAME = "name", _("a name: put in by the program")
        KEEP = "keep", _("is never translated")

    locale = models.CharField(_("language"), max_length=12, choices=Language.choices)
    term = models.CharField(_("Japanese"), max_length=60, db_index=True)
    target = models.CharField(
        _("translation"),
        max_length=200,
        blank=True,
        help_text=_("Other forms that are right too follow after a bar: certificate|certificates"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.MUST)
    note = models.CharField(_("note for translators"), max_length=200, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["term", "locale"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        constraints = [models.UniqueConstraint(fields=["locale", "term"], name="one_translation_per_term_and_language")]

    def __str__(self) -> str:
        return f"{self.term} → {self.target or self.term}"

    def clean(self) -> None:
        """Refuse what cannot be a term, in the words of the library."""
        problem = problem_of(self.as_term())
        if problem:
            japanese, english = problem
            raise ValidationError({"target": english if get_language() == "en" else japanese})

    def as_term(self) -> Term:
        return Term(self.term.strip(), self.target.strip(), self.kind, self.note)


class DictionaryState(models.Model):
    """One row with a new version after every change of the city's readings, so that every process notices."""

    version = models.CharField(max_length=32)


class StoredText(models.Model):
    """What was read in one stretch of text. Follows from the text and the readings of the words in it.

    words: JSON: start, end, reading, origin of each word.
    """

    key = models.CharField(max_length=64, primary_key=True)
    words = models.TextField()


def tell_change(**kwargs: object) -> None:
    """Tell every process that the readings have changed."""
    DictionaryState.objects.update_or_create(pk=1, defaults={"version": uuid.uuid4().hex})


for signal in (post_save, post_delete):
    signal.connect(tell_change, sender=Reading, dispatch_uid=f"readings-changed-{id(signal)}")
