"""Video pages: nothing is fetched from elsewhere before the visitor agrees."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from cms.blocks.text import TEXT_FEATURES
from cms.models.base import BasePage, BodyPage

PLAYER = "https://www.youtube-nocookie.com"
# What today's browsers play and show without anything added.
FILM_ENDINGS = ("webm", "mp4")
CAPTION_ENDINGS = ("vtt",)
YOUTUBE = re.compile(r"https://(?:www\.youtube\.com/watch\?v=|youtu\.be/)(?P<id>[\w-]{6,20})")


class VideoPage(BodyPage):
    """A film with captions and its words as text; both are required."""

    page_description = _("A film with captions and everything said as text.")
    film = models.ForeignKey(
        "cms.CityDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the city's own film"),
        help_text=_("A WebM or MP4 file. It plays on the page itself; nobody else learns who watches it."),
    )
    captions = models.ForeignKey(
        "cms.CityDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file of captions"),
        help_text=_("A WebVTT file (.vtt). It is required beside a film of our own."),
    )
    video_url = models.URLField(_("address of the film"), blank=True, help_text=_("At the service that shows it."))
    duration = models.CharField(_("length"), max_length=20, help_text=_("3分20秒, for example."))
    captions_note = models.CharField(
        _("captions"),
        max_length=120,
        help_text=_("日本語の字幕があります, for example. A film without captions is not published."),
    )
    transcript = RichTextField(_("everything said and shown, as text"), features=TEXT_FEATURES)

    parent_page_types = ["cms.SectionPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.opening_panels,
        FieldPanel("answer"),
        FieldPanel("film"),
        FieldPanel("captions"),
        FieldPanel("video_url"),
        FieldPanel("duration"),
        FieldPanel("captions_note"),
        FieldPanel("transcript"),
        FieldPanel("body"),
        BasePage.care_panel,
    ]

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    def clean(self) -> None:
        """Refuse a page without a film, a film of our own without captions, and files of another kind."""
        super().clean()
        errors: dict[str, str] = {}
        if not self.film and not self.video_url:
            errors["film"] = _("Choose a film, or give the address of one.")
        if self.film and not self.captions:
            errors["captions"] = _("Choose the file of captions: people who cannot hear need it.")
        if self.film and self.film.file_extension not in FILM_ENDINGS:
            errors["film"] = _("Choose a film: a file that ends in .webm or .mp4.")
        if self.captions and self.captions.file_extension not in CAPTION_ENDINGS:
            errors["captions"] = _("Choose captions: a file that ends in .vtt.")
        if errors:
            raise ValidationError(errors)

    @property
    def embed_url(self) -> str:
        """The address of the player that sets no cookies before it plays; empty for a service we do not know."""
        match = YOUTUBE.fullmatch(self.video_url)
        return f"{PLAYER}/embed/{match['id']}?autoplay=1&cc_load_policy=1" if match else ""

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Serve the page; only here may a frame of the player be opened, after the visitor asked for it."""
        response = super().serve(request, *args, **kwargs)
        response._csp_update = {"frame-src": [PLAYER]}
        return response

    def get_extra_search_text(self) -> list[str]:
        return [self.transcript]
