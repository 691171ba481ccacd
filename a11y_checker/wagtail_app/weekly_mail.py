"""The mail that each department gets at the beginning of the week: its pages to mend, and nothing about people."""

import logging
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings as django_settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from a11y_checker.wagtail_app.links.check import find_dead_places
from a11y_checker.wagtail_app.models import CheckRun, FollowUp, PageLink, PageResult, WeeklyMail
from a11y_checker.wagtail_app.site_report import find_last_run, find_new, find_run_before, find_worst

logger = logging.getLogger(__name__)
# Our choice: what can be looked through before the day's work; the report has the rest.
LINKS_SHOWN = 10


@dataclass(frozen=True)
class WeeklyList:
    """What one department has to mend.

    failing: pages with a failure of level A or AA. new: failures that last week's run did not have; None without one.
    worst, dead_links: the first few of each. follow_ups: pages that are public, or wait, and have to be mended.
    """

    department: str
    failing: int
    new: int | None
    follow_ups: int
    dead: int
    worst: list[PageResult] = field(default_factory=list)
    dead_links: list[PageLink] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.failing or self.follow_ups or self.dead)


@dataclass
class Sent:
    """What became of the mails of a week: names of departments."""

    sent: list[str] = field(default_factory=list)
    nothing_to_mend: list[str] = field(default_factory=list)
    sent_before: list[str] = field(default_factory=list)
    interrupted: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    without_address: list[str] = field(default_factory=list)


def find_addresses() -> Mapping[str, str]:
    """Ask the city for the address of each department by its name (setting A11Y_CHECKER["DEPARTMENT_MAIL"])."""
    name = django_settings.A11Y_CHECKER.get("DEPARTMENT_MAIL")
    return import_string(name)() if name else {}


def make_list(department: str, run: CheckRun, before: CheckRun | None) -> WeeklyList:
    results = run.results.filter(department=department).defer("findings", "content")
    failing = results.filter(is_clean=False)
    tasks = FollowUp.objects.filter(done_at__isnull=True, page__in=results.order_by().values("page"))
    dead = find_dead_places().filter(department=department).order_by("page__title", "pk")
    new = find_new(run, before).filter(result__department=department).count() if before else None
    return WeeklyList(
        department,
        failing.count(),
        new,
        tasks.count(),
        dead.count(),
        list(find_worst(failing)),
        list(dead[:LINKS_SHOWN]),
    )


def send_weekly_lists(today: date) -> Sent:
    """Send this week's mail to each department that has something to mend and did not get it yet.

    A mail that cannot be sent is tried again by the next call of the week.
    """
    done, run = Sent(), find_last_run()
    if run is None:
        return done
    week = today - timedelta(days=today.weekday())
    before = find_run_before(run)
    for department, address in find_addresses().items():
        found = make_list(department, run, before)
        if found.is_empty:
            done.nothing_to_mend.append(department)
        elif not address:
            done.without_address.append(department)
        else:
            _send_once(found, address, run, week, done)
    return done


def _send_once(found: WeeklyList, address: str, run: CheckRun, week: date, done: Sent) -> None:
    """Claim the week's mail, then send it: whoever stops in between, nobody gets it twice."""
    try:
        with transaction.atomic():
            mail = WeeklyMail.objects.create(department=found.department, week=week)
    except IntegrityError:
        known = WeeklyMail.objects.get(department=found.department, week=week)
        (done.sent_before if known.sent_at else done.interrupted).append(found.department)
        return
    try:
        write(found, address, run).send()
    except (OSError, smtplib.SMTPException) as error:
        # The address stays out of the log.
        logger.warning("The weekly mail to %s was not sent: %s.", found.department, type(error).__name__)
        mail.delete()
        done.failed.append(found.department)
        return
    mail.sent_at = timezone.now()
    mail.save()
    done.sent.append(found.department)


def write(found: WeeklyList, address: str, run: CheckRun) -> EmailMessage:
    """Return the mail in the city's language."""
    base = django_settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    own = "?" + urlencode({"department": found.department})
    with override(django_settings.LANGUAGE_CODE):
        context = {
            "found": found,
            "run": run,
            "base": base,
            "report_url": base + reverse("accessibility_results") + own,
            "links_url": base + reverse("accessibility_dead_links") + own,
            "follow_ups_url": base + reverse("accessibility_follow_ups"),
        }
        subject = _("%(department)s: this week's pages to mend") % {"department": found.department}
        body = render_to_string("a11y_checker/weekly_mail.txt", context)
    return EmailMessage(subject, body, to=[address])
