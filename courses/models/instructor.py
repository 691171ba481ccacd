"""People who teach."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from courses.models.learner import Learner


class InstructorKind(models.TextChoices):
    """Where an instructor comes from (courses.md §2.1)."""

    ASSISTANT = "assistant", _("補助講師")
    STAFF = "staff", _("member of the city's staff")
    LOCAL = "local", _("local instructor")
    LEADER = "leader", _("local ICT leader")
    EXTERNAL = "external", _("external instructor")


class Instructor(models.Model):
    """A person who teaches. The public sees the name only after the person has agreed."""

    name = models.CharField(_("name of the instructor"), max_length=60)
    reading = models.CharField(_("reading of the instructor's name"), max_length=120, help_text=_("In hiragana."))
    kind = models.CharField(_("kind of instructor"), max_length=10, choices=InstructorKind.choices)
    topics = models.CharField(_("subjects taught"), max_length=200, blank=True)
    introduction = models.CharField(
        _("introduction"), max_length=200, blank=True, help_text=_("Shown to the public together with the name.")
    )
    consented_on = models.DateField(
        _("agreed to be named on"),
        null=True,
        blank=True,
        help_text=_("The day on which the person agreed in writing. Left empty: name and introduction stay hidden."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="instructor",
        verbose_name=_("ログインの名前"),
        help_text=_("この方が出欠を記録するときの利用者です。自分が教える回だけが見えます。"),
    )
    learner = models.OneToOneField(
        Learner,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="instructor",
        help_text=_("講座を修了して講師になった方の記録。期限が来ると、つながりだけが消えます。"),
    )
    # Half-days on which the person can usually teach: "0-am" is Monday morning, "6-pm" Sunday afternoon. Empty: not asked.
    availability = models.JSONField(default=list, blank=True)
    paused_since = models.DateField(_("休んでいる（この日から）"), null=True, blank=True)
    # Without `learner`: history must not lead back to a person whose record was made anonymous.
    history = HistoricalRecords(excluded_fields=["learner"])

    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("name"), FieldPanel("reading")]), FieldPanel("kind"), FieldPanel("topics")],
            heading=_("Instructor"),
        ),
        FieldPanel("user"),
        MultiFieldPanel([FieldPanel("consented_on"), FieldPanel("introduction")], heading=_("What the public sees")),
    ]

    class Meta:
        ordering = ["reading"]
        verbose_name = _("instructor")
        verbose_name_plural = _("instructors")

    def __str__(self) -> str:
        return f"{self.name}（{self.get_kind_display()}）"

    @property
    def public_name(self) -> str:
        """Name and kind when the person agreed to be named, otherwise only the kind."""
        return str(self) if self.consented_on else str(self.get_kind_display())

    @property
    def public_introduction(self) -> str:
        return self.introduction if self.consented_on else ""
