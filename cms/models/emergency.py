"""Emergency notices: on every page at once, in seven languages, without the editors' queue."""

import re
from datetime import datetime, timedelta

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index

from cms.dates import say_moment
from translations import judge_html
from translations.wagtail_app.glossaries import in_words, name_in_languages, site_glossary

# Source: look.md §6: a notice that is longer is not read.
TEXT_MAX_CHARS = 60
# Our choice: a notice that nobody ends disappears after a day; a cleared one says so for a day.
DEFAULT_LENGTH = timedelta(hours=24)
DRILL_MARK = "【訓練】"
# What a sentence of the phrase bank may hold: the place, and the beginning and end of the notice.
BLANKS = ("{place}", "{from}", "{until}")
CACHE_KEY = "emergency-notice"
_UNKNOWN_BLANK = re.compile(r"\{(?!(?:place|from|until)\})|(?<!\{place)(?<!\{from)(?<!\{until)\}")
CACHE_AGE_S = 30

# Language code -> field of EmergencyPhrase. Order of the phrase bank's columns.
PHRASE_FIELDS = {
    "ja": "text_ja",
    "ja-simple": "text_easy",
    "en": "text_en",
    "zh-Hans": "text_zh",
    "ko": "text_ko",
    "vi": "text_vi",
    "pt-BR": "text_pt",
}


class Level(models.TextChoices):
    """How bad it is; the order is that of precedence."""

    EMERGENCY = "emergency", _("緊急")
    CAUTION = "caution", _("注意")
    INFO = "info", _("お知らせ")
    CLEARED = "cleared", _("解除")


class EmergencyPhrase(index.Indexed, models.Model):
    """A sentence of the phrase bank, in every language, with {place} where the place goes, {from} and {until} for the time."""

    key = models.SlugField(_("short name"), unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100, help_text=_("The most urgent first."))
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    text_ja = models.CharField("日本語", max_length=TEXT_MAX_CHARS)
    text_easy = models.CharField("やさしい日本語", max_length=200)
    text_en = models.CharField("English", max_length=200)
    text_zh = models.CharField("中文（简体）", max_length=200)
    text_ko = models.CharField("한국어", max_length=200)
    text_vi = models.CharField("Tiếng Việt", max_length=200)
    text_pt = models.CharField("Português (Brasil)", max_length=200)
    checked_by = models.CharField(
        _("read by speakers"),
        max_length=100,
        blank=True,
        help_text=_(
            "Who has read the sentence in each language, and when. It is emptied when a sentence changes afterwards."
        ),
    )
    history = HistoricalRecords()

    panels = [
        HelpPanel(
            _(
                "Write {place} where the name of the place goes, in every language. {from} and {until} become the beginning and the "
                "end of the notice, with day and time."
            )
        ),
        FieldRowPanel([FieldPanel("key"), FieldPanel("level"), FieldPanel("order")]),
        *[FieldPanel(name) for name in PHRASE_FIELDS.values()],
        FieldPanel("checked_by"),
    ]

    search_fields = [index.SearchField("text_ja"), index.AutocompleteField("text_ja"), index.AutocompleteField("key")]

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("emergency phrase")
        verbose_name_plural = _("emergency phrases")

    def __str__(self) -> str:
        text = self.text_ja.replace("{place}", "○○").replace("{from}", "○日○時").replace("{until}", "○日○時")
        return f"[{self.get_level_display()}] {text}"

    def clean(self) -> None:
        """Refuse a sentence that lacks the place, or states other figures or words than the Japanese one."""
        problems: dict[str, list[str]] = {}
        for language, field in PHRASE_FIELDS.items():
            text = getattr(self, field)
            for blank in BLANKS:
                if text.count(blank) != self.text_ja.count(blank):
                    message = _("Write %(blank)s here as often as in the Japanese sentence.") % {"blank": blank}
                    problems.setdefault(field, []).append(message)
            if _UNKNOWN_BLANK.search(text):
                message = _("Only {place}, {from} and {until} are filled in. Write them as they stand here.")
                problems.setdefault(field, []).append(message)
            if text and not language.startswith("ja"):
                found = judge_html(self.text_ja, text, language.lower(), site_glossary(language.lower()))
                problems.setdefault(field, []).extend(in_words(finding) for finding in found if finding.is_certain)
        if any(problems.values()):
            raise ValidationError({field: texts for field, texts in problems.items() if texts})
        before = EmergencyPhrase.objects.filter(pk=self.pk).values("checked_by", *PHRASE_FIELDS.values()).first()
        is_changed = before and any(getattr(self, field) != before[field] for field in PHRASE_FIELDS.values())
        if is_changed and self.checked_by == before["checked_by"]:
            self.checked_by = ""


class EmergencyNoticeQuerySet(models.QuerySet):
    def active(self, now: datetime) -> "EmergencyNoticeQuerySet":
        """Notices to show at that moment."""
        return self.filter(starts_at__lte=now, expires_at__gt=now)

    def most_urgent(self, now: datetime) -> "EmergencyNotice | None":
        """Return the one to show: real before drill, the worst level, then the newest."""
        notices = list(self.active(now).select_related("phrase", "action_page", "sender"))
        return min(notices, key=lambda notice: notice.urgency, default=None)


def default_expiry() -> datetime:
    return timezone.now() + DEFAULT_LENGTH


class EmergencyNotice(models.Model):
    """One notice: what, where, what to do, from when until when."""

    phrase = models.ForeignKey(EmergencyPhrase, on_delete=models.PROTECT, verbose_name=_("what happened"))
    place = models.CharField(
        _("where"), max_length=30, help_text=_("Takes the place of ○○ in every language: 小田町, say.")
    )
    # Looked up in the glossary when the notice is saved, so that no page has to ask: {"en": "Oda-cho"}.
    places = models.JSONField(default=dict, editable=False)
    level = models.CharField(
        _("level"), max_length=10, choices=Level.choices, blank=True, help_text=_("Left empty: that of the phrase.")
    )
    action_page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("what to do: page"),
    )
    action_text = models.CharField(_("words of the link"), max_length=30, blank=True)
    sender = models.ForeignKey("cms.Department", on_delete=models.PROTECT, related_name="+", verbose_name=_("from"))
    starts_at = models.DateTimeField(_("from when"), default=timezone.now)
    expires_at = models.DateTimeField(_("until when"), default=default_expiry)
    is_drill = models.BooleanField(
        _("drill"), default=False, help_text=_("The notice then begins with 【訓練】 in every language.")
    )
    history = HistoricalRecords()

    objects = EmergencyNoticeQuerySet.as_manager()

    panels = [
        HelpPanel(
            _(
                "“Save” puts the notice on every page of the city at once. For a drill, mark “drill” first. "
                "To end a notice before its time, press “End now” in the list."
            )
        ),
        MultiFieldPanel(
            [FieldPanel("phrase"), FieldPanel("place"), FieldPanel("level"), FieldPanel("is_drill")],
            heading=_("What is announced"),
        ),
        MultiFieldPanel(
            [PageChooserPanel("action_page"), FieldPanel("action_text")],
            heading=_("Link to the page that says what to do"),
        ),
        MultiFieldPanel(
            [FieldPanel("sender"), FieldRowPanel([FieldPanel("starts_at"), FieldPanel("expires_at")])],
            heading=_("Who and how long"),
        ),
    ]

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("emergency notice")
        verbose_name_plural = _("emergency notices")

    def __str__(self) -> str:
        drill = DRILL_MARK if self.is_drill else ""
        return f"[{self.level_label}] {drill}{self.get_text('ja')}"

    def clean(self) -> None:
        if self.starts_at and self.expires_at and self.expires_at <= self.starts_at:
            raise ValidationError({"expires_at": _("The notice would end before it begins. Please check both times.")})
        if bool(self.action_page_id) != bool(self.action_text):
            raise ValidationError(
                {"action_text": _("Choose the page and write the words of its link, or leave both empty.")}
            )

    def save(self, *args, **kwargs) -> None:
        self.places = name_in_languages(self.place)
        super().save(*args, **kwargs)
        cache.delete(CACHE_KEY)

    def delete(self, *args, **kwargs):
        cache.delete(CACHE_KEY)
        return super().delete(*args, **kwargs)

    def end(self, now: datetime) -> None:
        """Take the notice off every page; what it was stays in the list and in its history."""
        self.expires_at = max(now, self.starts_at + timedelta(seconds=1))
        self.save()

    @property
    def is_shown_now(self) -> bool:
        return self.starts_at <= timezone.now() < self.expires_at

    @property
    def effective_level(self) -> str:
        return self.level or self.phrase.level

    @property
    def level_label(self) -> str:
        return str(Level(self.effective_level).label)

    @property
    def urgency(self) -> tuple[bool, int, float]:
        """Sorts the most urgent first."""
        return self.is_drill, Level.values.index(self.effective_level), -self.starts_at.timestamp()

    def get_text(self, language: str) -> str:
        """Return the sentence in a language of the phrase bank; in easy Japanese for any other language."""
        text = getattr(self.phrase, PHRASE_FIELDS.get(language, "text_easy"))
        place = self.place if language.startswith("ja") else self.places.get(language.lower(), self.place)
        if text.startswith("{place}"):
            place = place[:1].upper() + place[1:]
        text = text.replace("{place}", place)
        for blank, at in (("{from}", self.starts_at), ("{until}", self.expires_at)):
            if blank in text:
                text = text.replace(blank, say_moment(at, language if language in PHRASE_FIELDS else "ja-simple"))
        return text

    def get_translations(self) -> list[tuple[str, str]]:
        """Return (language code, sentence) for every language but Japanese."""
        return [(code, self.get_text(code)) for code in PHRASE_FIELDS if code != "ja"]


def find_current_notice(now: datetime) -> EmergencyNotice | None:
    """Return the notice to show now. Looked up at most every half minute; at once after a notice was saved."""
    marker = object()
    notice = cache.get(CACHE_KEY, marker)
    if notice is marker:
        notice = EmergencyNotice.objects.most_urgent(now)
        cache.set(CACHE_KEY, notice, CACHE_AGE_S)
    if notice is not None and notice.expires_at <= now:
        return None
    return notice
