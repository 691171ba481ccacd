"""The yearly test of JIS X 8341-3: its plan, and what was published of it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

# Source: WAIC test guideline (2020-12) asks for chosen and drawn pages together above 100 pages; 10 and 30 are the usual
# numbers of Japanese cities (渋谷区, test of 2025).
RANDOM_PAGES = 30
# Our choice: a hundred pages are a month's work for two people.
MAX_RANDOM_PAGES = 200
PROFILES = [("jis-2016", "JIS X 8341-3:2016"), ("jis-2010", "JIS X 8341-3:2010")]
LEVELS = [("A", "A"), ("AA", "AA")]
TECHNOLOGIES = "HTML\nCSS\nJavaScript\nWAI-ARIA\nPDF\nSVG"


class YearlyTest(models.Model):
    """One test. representative: one address a line, then why it stands for others.

    statement: what was published, in the form of yearly/statement.py; None before. pdf: the same as a tagged PDF; None where
    the machine had no font. plan: what will be done about criteria that are not met.
    """

    fiscal_year = models.PositiveSmallIntegerField(
        _("fiscal year"), unique=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    profile = models.CharField(_("standard"), max_length=20, choices=PROFILES, default="jis-2016")
    level = models.CharField(_("target level"), max_length=3, choices=LEVELS, default="AA")
    scope = models.TextField(
        _("pages the test speaks for"),
        help_text=_("So that a reader can tell from an address whether a page belongs to it."),
    )
    representative = models.TextField(
        _("representative pages"),
        blank=True,
        help_text=_("One address a line, beginning with /. After a space: why it was chosen."),
    )
    random_count = models.PositiveSmallIntegerField(
        _("pages to draw by lot"), default=RANDOM_PAGES, validators=[MaxValueValidator(MAX_RANDOM_PAGES)]
    )
    first_tester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("first tester"),
    )
    second_tester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("second tester"),
    )
    started_on = models.DateField(_("first day of the test"), null=True, blank=True)
    ended_on = models.DateField(_("last day of the test"), null=True, blank=True)
    technologies = models.TextField(
        _("technologies relied upon"), default=TECHNOLOGIES, help_text=_("One a line."), blank=True
    )
    tools = models.TextField(_("tools used"), blank=True, help_text=_("One a line. May be left empty."))
    environments = models.TextField(
        _("systems, browsers and assistive technology used"), blank=True, help_text=_("One a line. May be left empty.")
    )
    plan = models.TextField(
        _("plan for what is not met"), blank=True, help_text=_("Asked for where part of the criteria is not met.")
    )
    remarks = models.TextField(_("remarks"), blank=True)
    statement = models.JSONField(_("published statement"), null=True, editable=False)
    pdf = models.BinaryField(null=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    history = HistoricalRecords(excluded_fields=["pdf"])

    class Meta:
        ordering = ["-fiscal_year"]
        verbose_name = _("yearly test")
        verbose_name_plural = _("yearly tests")
        default_permissions = ("view",)
        permissions = [
            ("plan_yearlytest", _("Can plan yearly tests and draw their pages")),
            ("judge_yearlytest", _("Can judge pages of yearly tests")),
            ("publish_yearlytest", _("Can publish results of yearly tests")),
        ]

    def __str__(self) -> str:
        return _("Test of fiscal year %(year)s") % {"year": self.fiscal_year}

    def clean(self) -> None:
        if self.first_tester_id and self.first_tester_id == self.second_tester_id:
            raise ValidationError({"second_tester": _("Choose two different people.")})
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise ValidationError({"ended_on": _("The last day stands before the first. Change one of them.")})

    @property
    def standard(self) -> str:
        """The standard's number and year."""
        return self.get_profile_display()
