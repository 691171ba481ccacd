"""What the city's name, address and telephone are: shown on every page."""

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.languages import LANGUAGES


def page_link(verbose_name: str) -> models.ForeignKey:
    """Return a field for a page that the frame of every page links to."""
    return models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=verbose_name,
    )


@register_setting(icon="site")
class CitySettings(BaseSiteSetting):
    """The city, as header and footer show it."""

    name = models.CharField(_("name of the city"), max_length=40, default="小野市")
    name_latin = models.CharField(_("name in Latin letters"), max_length=60, default="Ono City")
    reading = models.CharField(_("reading"), max_length=60, default="おのし")
    prefecture = models.CharField(_("prefecture"), max_length=20, default="兵庫県")
    postal_code = models.CharField(_("postal code"), max_length=8, default="675-1380")
    address = models.CharField(_("address"), max_length=120, default="兵庫県小野市中島町531")
    phone = models.CharField(_("telephone"), max_length=20, default="0794-00-0000")
    fax = models.CharField(_("fax"), max_length=20, blank=True)
    opening_hours = models.CharField(
        _("opening hours"), max_length=120, default="月曜日から金曜日の午前8時30分から午後5時15分まで"
    )
    closed_days = models.CharField(_("closed on"), max_length=120, default="祝日と12月29日から1月3日までは休み")
    is_demo = models.BooleanField(
        _("sample site"), default=True, help_text=_("Every page then says that its content is invented.")
    )
    settings_page = page_link(_("display settings"))
    accessibility_page = page_link(_("accessibility statement"))
    privacy_page = page_link(_("personal data"))
    sitemap_page = page_link(_("site map"))
    contact_page = page_link(_("contact"))
    news_page = page_link(_("news"))
    events_page = page_link(_("events"))
    courses_page = page_link(_("courses"))

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("name_latin"),
                FieldPanel("reading"),
                FieldPanel("prefecture"),
                FieldPanel("postal_code"),
                FieldPanel("address"),
                FieldPanel("phone"),
                FieldPanel("fax"),
                FieldPanel("opening_hours"),
                FieldPanel("closed_days"),
                FieldPanel("is_demo"),
            ],
            heading=_("City"),
        ),
        MultiFieldPanel(
            [
                PageChooserPanel(f"{name}_page")
                for name in (
                    "settings",
                    "accessibility",
                    "privacy",
                    "sitemap",
                    "contact",
                    "news",
                    "events",
                    "courses",
                )
            ],
            heading=_("Pages that header and footer link to"),
        ),
    ]
    select_related = [
        "settings_page",
        "accessibility_page",
        "privacy_page",
        "sitemap_page",
        "contact_page",
        "news_page",
        "events_page",
        "courses_page",
    ]

    class Meta:
        verbose_name = _("facts about the city")

    @cached_property
    def _words(self) -> "dict[str, CityWords]":
        return {words.language: words for words in CityWords.objects.all()}

    @property
    def words(self) -> "CityWords":
        """Name, address and hours in the language of the screen; empty where they are not written in it."""
        language = get_language() or settings.LANGUAGE_CODE
        if language == settings.LANGUAGE_CODE:
            own = {name: getattr(self, name) for name in ("name", "address", "opening_hours", "closed_days")}
            return CityWords(language=language, **own)
        return self._words.get(language) or CityWords(language=language)

    @property
    def local_name(self) -> str:
        """The city's name in the language of the screen, in Latin letters where it has no own one."""
        language = get_language() or settings.LANGUAGE_CODE
        return self.name if language.startswith("ja") else self.words.name or self.name_latin or self.name


class CityWords(models.Model):
    """What header and footer say about the city in one of the other languages."""

    language = models.CharField(
        _("language"),
        max_length=20,
        unique=True,
        choices=[(code, one.own_name) for code, one in LANGUAGES.items() if code != settings.LANGUAGE_CODE],
    )
    name = models.CharField(_("name of the city"), max_length=60)
    address = models.CharField(_("address"), max_length=200, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    closed_days = models.CharField(_("closed on"), max_length=200, blank=True)
    history = HistoricalRecords()

    panels = [
        FieldPanel("language"),
        FieldPanel("name"),
        FieldPanel("address"),
        FieldPanel("opening_hours"),
        FieldPanel("closed_days"),
    ]

    class Meta:
        ordering = ["language"]
        verbose_name = _("facts about the city in another language")
        verbose_name_plural = _("facts about the city in other languages")

    def __str__(self) -> str:
        return f"{self.get_language_display()}: {self.name}"
