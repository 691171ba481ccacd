"""Where public pages lead to, what answered there last, and what is left out on purpose."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

MAX_URL_CHARS = 2000


class SiteLink(models.Model):
    """One address that public pages lead to, with what it answered last.

    url: of this site from the first slash on, of others in full; "empty:" and the page's key for links without an address.
    code: HTTP status; None when nothing answered, and for addresses of this site, which are looked up and not fetched.
    failures: checks in a row that failed. failing_since: the first of them.
    """

    class Status(models.TextChoices):
        UNKNOWN = "", _("not checked yet")
        OK = "ok", _("opens")
        EMPTY = "empty", _("The link has no address: its page or file was deleted.")
        MISSING = "missing", _("There is no public page or file at this address.")
        SERVER = "server", _("The server there reports an error of its own.")
        UNREACHABLE = "unreachable", _("Nothing answers at this address.")
        INSIDE = "inside", _("The address lies in a private network, which visitors cannot reach.")
        CLOSED = "closed", _("answers, but not to programs")

    url = models.CharField(_("link"), max_length=MAX_URL_CHARS)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    is_internal = models.BooleanField(default=False)
    status = models.CharField(_("status"), max_length=11, choices=Status.choices, blank=True)
    code = models.PositiveSmallIntegerField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateTimeField(_("since"), null=True)
    checked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["status"], name="site_link_status")]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.url

    @property
    def in_words(self) -> str:
        """What is wrong, with the server's number where there is one."""
        words = str(self.Status(self.status).label)
        return f"{words} (HTTP {self.code})" if self.code else words


class PageLink(models.Model):
    """One link on one public page.

    text: what it is called. place: the heading above it; "" at the beginning of the page.
    found_at: when it first stood there.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    link = models.ForeignKey(SiteLink, on_delete=models.CASCADE, related_name="places", verbose_name=_("link"))
    text = models.CharField(_("text of the link"), max_length=200, blank=True)
    place = models.CharField(_("where"), max_length=120, blank=True)
    department = models.CharField(_("department"), max_length=100, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "link"], name="one_link_per_page_and_address")]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.text}"

    @property
    def since(self) -> datetime:
        """Since when readers of this page meet the dead link."""
        return max(self.found_at, self.link.failing_since or self.found_at)


class CollectedPage(models.Model):
    """Which content of a page the links were taken from. content: hash, as in PageResult."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    content = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.page_id)


class LinkExclusion(models.Model):
    """Addresses that are neither asked nor reported, with a reason and the name of who decided it."""

    prefix = models.CharField(
        _("beginning of the address"),
        max_length=500,
        unique=True,
        help_text=_("All links that begin like this are left out. For example: https://www.example.lg.jp/reserve/"),
    )
    reason = models.TextField(_("reason"), max_length=500, help_text=_("Why it opens for readers all the same."))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    added_by_name = models.CharField(_("by"), max_length=150, blank=True, editable=False)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    history = HistoricalRecords()

    panels = [FieldPanel("prefix"), FieldPanel("reason")]

    class Meta:
        ordering = ["prefix"]
        verbose_name = _("link left out")
        verbose_name_plural = _("links left out")

    def __str__(self) -> str:
        return self.prefix


def digest(url: str) -> str:
    """Return the key that an address is found by."""
    return hashlib.sha256(url.encode()).hexdigest()
