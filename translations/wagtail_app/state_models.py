"""How far each string and each page of another language is, and which pages a person must check."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import Page
from wagtail_localize.models import String, Translation, TranslationContext


class State(models.TextChoices):
    """The states of a string, worst first."""

    MISSING = "missing", _("missing")
    STALE = "stale", _("Japanese changed")
    MACHINE = "machine", _("machine")
    EDITED = "edited", _("written by a person")
    CHECKED = "checked", _("checked by a person")


# A string in one of these has a translation that stands on the page.
DONE = (State.MACHINE, State.EDITED, State.CHECKED)
BY_PERSON = (State.EDITED, State.CHECKED)


class StringState(models.Model):
    """One string at one place of a page in one language. wagtail-localize keeps its text; this keeps how it came about.

    order: where it stands on the page. is_current: the Japanese page still has it; others wait for its return.
    target: the text in force, "" for none. draft: a text that a check refused; reasons: why, in both languages.
    old_source, old_target, old_state: what stood there before the Japanese changed. excuse: why a text is right against a check.
    """

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="string_states")
    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")
    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveIntegerField(default=0)
    is_current = models.BooleanField(default=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.MISSING)
    target = models.TextField(_("translation"), blank=True)
    draft = models.TextField(blank=True)
    reasons = models.JSONField(default=list, blank=True)
    excuse = models.CharField(max_length=200, blank=True)
    old_source = models.TextField(blank=True)
    old_target = models.TextField(blank=True)
    old_state = models.CharField(max_length=8, choices=State.choices, blank=True)
    stale_since = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords(excluded_fields=["order", "is_current"])

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("state of a string")
        verbose_name_plural = _("states of strings")
        constraints = [
            models.UniqueConstraint(fields=["translation", "string", "context"], name="one_state_per_string_and_place")
        ]
        indexes = [models.Index(fields=["translation", "is_current", "state"], name="string_state_of_page")]
        permissions = [
            ("translate_pages", _("Can translate the pages of the own department")),
            ("check_translations", _("Can check translations of the own department")),
            ("translate_every_department", _("Can do so for every department")),
        ]

    def __str__(self) -> str:
        return f"{self.translation_id}/{self.order}: {self.state}"


class PageState(models.Model):
    """How far a page is in one language: counts of its strings, what the public page shows, and who is to work on it.

    source_changed_at: the Japanese page has changed since the public translation was made.
    is_ahead: strings were written since then that readers do not see yet.
    published_*: what a reader has before the eyes: the worst state of its strings, and when a person had last seen all.
    """

    translation = models.OneToOneField(Translation, on_delete=models.CASCADE, related_name="page_state")
    missing = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    machine = models.PositiveIntegerField(default=0)
    edited = models.PositiveIntegerField(default=0)
    checked = models.PositiveIntegerField(default=0)
    source_changed_at = models.DateTimeField(null=True, blank=True)
    is_ahead = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    published_state = models.CharField(max_length=8, choices=State.choices, blank=True)
    published_person_at = models.DateTimeField(null=True, blank=True)
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("translator"),
    )
    due = models.DateField(_("wanted by"), null=True, blank=True)

    class Meta:
        verbose_name = _("state of a page")
        verbose_name_plural = _("states of pages")

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.worst}"

    @property
    def worst(self) -> str:
        """The worst state that a string of the page is in; checked for a page without strings."""
        return next((state for state in State.values if getattr(self, state)), State.CHECKED.value)

    @property
    def label(self) -> str:
        """The name of that state."""
        return str(State(self.worst).label)

    @property
    def total(self) -> int:
        return sum(getattr(self, state) for state in State.values)


class CheckRule(models.Model):
    """What a page and the pages below it are about, where that decides who must check translations."""

    class Kind(models.TextChoices):
        DISASTER = "disaster", _("disaster")
        MEDICINE = "medicine", _("medical care")
        TAX = "tax", _("tax")
        ELECTIONS = "elections", _("elections")
        MONEY = "money", _("money")
        OTHER = "other", _("another reason")
        NONE = "none", _("no need: machine drafts may be published with their label")

    page = models.OneToOneField(
        Page,
        on_delete=models.CASCADE,
        related_name="check_rule",
        verbose_name=_("page"),
        help_text=_("Holds for the pages below it too, unless one of them has a choice of its own."),
    )
    kind = models.CharField(_("a person must check because of"), max_length=12, choices=Kind.choices)
    needs_four_eyes = models.BooleanField(
        _("four eyes"), default=False, help_text=_("Who checks a string is not the person who wrote it.")
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["page__path"]
        verbose_name = _("which translations a person must check")
        verbose_name_plural = _("which translations a person must check")

    def __str__(self) -> str:
        return f"{self.page}: {self.get_kind_display()}"
