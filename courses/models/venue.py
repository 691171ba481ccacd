"""Places where courses are held, with what a visitor must know before leaving home."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel


class Venue(models.Model):
    """A building with its access facts. A fact left empty is unknown and is not shown."""

    name = models.CharField(_("name of the venue"), max_length=60, unique=True)
    slug = models.SlugField(_("short name of the venue"), max_length=60, unique=True, help_text=_("Latin letters."))
    reading = models.CharField(_("reading of the venue"), max_length=120, help_text=_("In hiragana."))
    postal_code = models.CharField(_("postal code of the venue"), max_length=8, blank=True)
    address = models.CharField(_("address of the venue"), max_length=120)
    phone = models.CharField(_("telephone of the venue"), max_length=20, blank=True)
    route = models.TextField(
        _("how to get there"), blank=True, help_text=_("In words: nearest stop or station, minutes on foot, landmark.")
    )
    parking = models.CharField(_("parking"), max_length=120, blank=True, help_text=_("40台（無料）, for example."))
    step_free_route = models.CharField(
        _("way without steps"), max_length=120, blank=True, help_text=_("From the entrance to the room, in words.")
    )
    has_lift = models.BooleanField(_("lift"), null=True, blank=True)
    has_accessible_toilet = models.BooleanField(_("accessible toilet"), null=True, blank=True)
    has_hearing_loop = models.BooleanField(_("hearing loop"), null=True, blank=True)
    has_wifi = models.BooleanField(_("Wi-Fi for visitors"), null=True, blank=True)
    wheelchair_places = models.PositiveSmallIntegerField(_("wheelchair places"), null=True, blank=True)
    computer_count = models.PositiveSmallIntegerField(_("computers"), null=True, blank=True)
    history = HistoricalRecords()

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("reading"), FieldPanel("slug"), FieldPanel("phone")],
            heading=_("Venue"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("address")]),
                FieldPanel("route"),
                FieldPanel("parking"),
            ],
            heading=_("Getting there"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("step_free_route"),
                FieldRowPanel([FieldPanel("has_lift"), FieldPanel("has_accessible_toilet")]),
                FieldRowPanel([FieldPanel("has_hearing_loop"), FieldPanel("wheelchair_places")]),
                FieldRowPanel([FieldPanel("has_wifi"), FieldPanel("computer_count")]),
            ],
            heading=_("Access and equipment"),
            help_text=_("Leave empty what you do not know. A wrong answer costs a visitor the way."),
        ),
    ]

    class Meta:
        ordering = ["reading"]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def __str__(self) -> str:
        return self.name

    @property
    def access_facts(self) -> list[str]:
        """What is known about access and equipment, one short Japanese sentence each."""
        facts = [self.step_free_route] if self.step_free_route else []
        yes_or_no = (
            (self.has_lift, _("There is a lift."), _("There is no lift.")),
            (self.has_accessible_toilet, _("There is an accessible toilet."), _("There is no accessible toilet.")),
            (self.has_hearing_loop, _("A hearing loop can be used."), _("There is no hearing loop.")),
            (self.has_wifi, _("Visitors can use Wi-Fi."), _("There is no Wi-Fi.")),
        )
        facts += [str(yes if known else no) for known, yes, no in yes_or_no if known is not None]
        if self.wheelchair_places:
            facts.append(_("There are %(count)d wheelchair places.") % {"count": self.wheelchair_places})
        if self.computer_count:
            facts.append(_("There are %(count)d computers.") % {"count": self.computer_count})
        return facts
