"""Groups that learn together after a course, and how to reach them without a private address on any page."""

from datetime import date, timedelta

from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

from courses.models.encryption import EncryptedTextField
from courses.models.run import CourseRun
from courses.models.venue import Venue

# Source: courses.md, issue Lessons: a circle that was not confirmed for a year is hidden.
CONFIRMED_FOR = timedelta(days=365)
# Our choice: a month to answer before the entry disappears.
ASK_BEFORE = timedelta(days=30)


class CircleQuerySet(models.QuerySet):
    """Circles by what the public sees of them."""

    def shown(self, on: date) -> "CircleQuerySet":
        """Return those that stand in the directory on that day: public, agreed to, and confirmed within a year."""
        return self.filter(is_public=True, consented_on__lte=on, confirmed_on__gt=on - CONFIRMED_FOR)

    def to_confirm(self, on: date) -> "CircleQuerySet":
        """Return the public ones whose confirmation ends within a month, has ended, or never was given."""
        limit = on - CONFIRMED_FOR + ASK_BEFORE
        return self.filter(models.Q(confirmed_on__isnull=True) | models.Q(confirmed_on__lte=limit), is_public=True)


class Circle(models.Model):
    """A self-run group. The contact is encrypted, stands on no page and not in the history."""

    name = models.CharField(_("サークルの名前"), max_length=60, unique=True)
    reading = models.CharField(_("よみがな"), max_length=120, help_text=_("ひらがなで書きます。"))
    slug = models.SlugField(_("アドレスに使う名前"), max_length=60, unique=True, help_text=_("英字で書きます。"))
    activity = models.CharField(_("活動の内容"), max_length=200)
    day = models.CharField(_("活動日"), max_length=100, help_text=_("例：毎月 第2・第4火曜日 午後1時30分から3時まで"))
    venue = models.ForeignKey(
        Venue, null=True, blank=True, on_delete=models.SET_NULL, related_name="circles", verbose_name=_("会場")
    )
    place = models.CharField(_("場所（部屋、登録のない会場）"), max_length=80, blank=True)
    welcomes_newcomers = models.BooleanField(_("新しい人を募集している"), default=True)
    for_newcomers = models.CharField(_("はじめての方へ"), max_length=200, blank=True)
    fee = models.CharField(_("会費"), max_length=60, blank=True, help_text=_("例：月500円。空けると、出ません。"))
    founded_from = models.ForeignKey(
        CourseRun,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="circles",
        verbose_name=_("もとになった講座"),
    )
    founded_year = models.PositiveSmallIntegerField(_("始めた年度（西暦）"), null=True, blank=True)
    contact_name = EncryptedTextField(_("連絡先の方の名前"), blank=True)
    contact_email = EncryptedTextField(_("連絡先の方のメール"), blank=True, validators=[validate_email])
    contact_phone = EncryptedTextField(_("連絡先の方の電話"), blank=True)
    consented_on = models.DateField(
        _("載せることに同意した日"), null=True, blank=True, help_text=_("空けると、市民には出ません。")
    )
    confirmed_on = models.DateField(
        _("活動を確かめた日"), null=True, blank=True, help_text=_("1年たつと、確かめるまで市民に出なくなります。")
    )
    asked_on = models.DateField(_("確認をお願いした日"), null=True, blank=True, editable=False)
    is_public = models.BooleanField(_("公開する"), default=False)
    history = HistoricalRecords(excluded_fields=["contact_name", "contact_email", "contact_phone"])

    objects = CircleQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("name"), FieldPanel("reading")]), FieldPanel("slug"), FieldPanel("activity")],
            heading=_("サークル"),
        ),
        MultiFieldPanel(
            [FieldPanel("day"), FieldRowPanel([FieldPanel("venue"), FieldPanel("place")]), FieldPanel("fee")],
            heading=_("いつ、どこで"),
        ),
        MultiFieldPanel([FieldPanel("welcomes_newcomers"), FieldPanel("for_newcomers")], heading=_("はじめての方")),
        MultiFieldPanel([FieldPanel("founded_from"), FieldPanel("founded_year")], heading=_("始まり")),
        MultiFieldPanel(
            [
                HelpPanel(_("市民には見えません。市民からの連絡は、市がこのメールに取りつぎます。")),
                FieldPanel("contact_name"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
            ],
            heading=_("連絡先（公開しません）"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("consented_on"), FieldPanel("confirmed_on")]), FieldPanel("is_public")],
            heading=_("公開"),
        ),
    ]

    class Meta:
        ordering = ["reading", "pk"]
        verbose_name = _("サークル")
        verbose_name_plural = pgettext_lazy("list", "サークル")

    def __str__(self) -> str:
        return self.name

    @property
    def hidden_from(self) -> date | None:
        """The first day on which the circle is hidden unless somebody confirms it; None before the first confirmation."""
        return self.confirmed_on + CONFIRMED_FOR if self.confirmed_on else None

    @property
    def where(self) -> str:
        """Venue and room in words."""
        return " ".join(part for part in (self.venue.name if self.venue else "", self.place) if part)
