"""Departments of the city, and the groups of staff that belong to each."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index


class Department(index.Indexed, models.Model):
    """A department: whom to ask, where, and when. Pages, files and staff belong to one."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("short name for addresses"), max_length=60, unique=True, help_text=_("Latin letters."))
    reading = models.CharField(_("reading"), max_length=120, help_text=_("In hiragana."))
    summary = models.CharField(_("what it does"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=20)
    extension = models.CharField(_("extension"), max_length=20, blank=True)
    fax = models.CharField(_("fax"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    floor = models.CharField(_("counter"), max_length=80, help_text=_("市役所 1階 3番窓口, for example."))
    hours = models.CharField(_("opening hours"), max_length=120)
    order = models.PositiveIntegerField(_("order"), default=100)
    editors = models.OneToOneField(
        Group, on_delete=models.PROTECT, related_name="edits_for", null=True, editable=False, verbose_name=_("editors")
    )
    approvers = models.OneToOneField(
        Group,
        on_delete=models.PROTECT,
        related_name="approves_for",
        null=True,
        editable=False,
        verbose_name=_("approvers"),
    )
    history = HistoricalRecords()

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("reading"), FieldPanel("slug"), FieldPanel("summary"), FieldPanel("order")],
            heading=_("Department"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("extension"), FieldPanel("fax")]),
                FieldPanel("email"),
                FieldPanel("floor"),
                FieldPanel("hours"),
            ],
            heading=_("How to reach it"),
        ),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("reading")]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("department")
        verbose_name_plural = _("departments")

    def __str__(self) -> str:
        return self.name
