"""Checks the stored links: those of this site every time, others when their last answer has grown old."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from a11y_checker.wagtail_app.links.inside import Inside
from a11y_checker.wagtail_app.links.outside import Heard, Wait, ask_all
from a11y_checker.wagtail_app.models import LinkExclusion, PageLink, SiteLink

Status = SiteLink.Status
# Our choice: what opened is asked again after a week, what did not after a night.
GOOD_FOR = timedelta(days=7)
BAD_FOR = timedelta(hours=20)
# Our choice: a server may be down for a night or two; who does not answer three times in a row is reported.
PATIENCE = 3
AT_ONCE = (Status.EMPTY, Status.MISSING, Status.INSIDE)
SOMETIMES = (Status.SERVER, Status.UNREACHABLE)


def find_excluded() -> Q:
    """Return the condition that a link is left out on purpose."""
    condition = Q(pk__in=[])
    for prefix in LinkExclusion.objects.values_list("prefix", flat=True):
        condition |= Q(url__startswith=prefix)
    return condition


def find_dead() -> QuerySet[SiteLink]:
    """Return what is reported: what is certainly gone, and what did not answer for some nights."""
    dead = Q(status__in=AT_ONCE) | Q(status__in=SOMETIMES, failures__gte=PATIENCE)
    return SiteLink.objects.filter(dead).exclude(find_excluded())


def find_dead_places() -> QuerySet[PageLink]:
    """Return every place of a public page where a dead link stands."""
    return PageLink.objects.filter(link__in=find_dead(), page__live=True).select_related("link", "page")


def check_links(tell: Callable[[SiteLink], None] = lambda link: None, wait: Wait = time.sleep) -> Counter[str]:
    """Check what is due and store each answer at once; a check that was stopped goes on where it was.

    tell: called with each link that was checked. wait: sleeps so many seconds.
    Returns how many links were checked, by status.
    """
    now, counts = timezone.now(), Counter[str]()
    SiteLink.objects.filter(places__isnull=True).delete()
    used = SiteLink.objects.exclude(find_excluded())

    def keep(link: SiteLink, heard: Heard) -> None:
        store(link, heard, timezone.now())
        counts[link.status] += 1
        tell(link)

    inside = Inside()
    for link in used.filter(is_internal=True).iterator():
        keep(link, look_inside(link, inside))
    due = list(used.filter(is_internal=False).filter(Q(due_at=None) | Q(due_at__lte=now)).order_by("due_at", "pk"))
    links = {link.url: link for link in due}
    ask_all(links, lambda url, heard: keep(links[url], heard), wait)
    return counts


def look_inside(link: SiteLink, inside: Inside) -> Heard:
    if link.url.startswith("empty:"):
        return Heard(Status.EMPTY)
    return Heard(Status.OK if inside.leads_somewhere(link.url) else Status.MISSING)


def store(link: SiteLink, heard: Heard, now: datetime) -> None:
    is_bad = heard.status in (*AT_ONCE, *SOMETIMES)
    link.status, link.code, link.checked_at = heard.status, heard.code, now
    link.failures = link.failures + 1 if is_bad else 0
    link.failing_since = (link.failing_since or now) if is_bad else None
    link.due_at = now + (BAD_FOR if is_bad else GOOD_FOR)
    link.save()
