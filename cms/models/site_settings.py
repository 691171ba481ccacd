"""What the city's name, address and telephone are: shown on every page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


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
