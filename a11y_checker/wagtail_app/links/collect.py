"""Reads the links of a public page out of what the server sent, and stores them."""

from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from django.conf import settings as django_settings
from django.db import transaction
from wagtail.models import Page, Site

from a11y_checker.dom import Element, squeeze
from a11y_checker.page import parse
from a11y_checker.wagtail_app.models import CollectedPage, PageLink, SiteLink
from a11y_checker.wagtail_app.models.links import MAX_URL_CHARS, digest

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
WEB = ("http", "https")
# Depth of a home page in Wagtail's tree: its frame (menu, footer) is read for the whole site.
HOME_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A link as it stands on a page. url: as in SiteLink."""

    url: str
    is_internal: bool
    text: str
    place: str


class LinkCollector:
    """Keeps the stored links of pages equal to what the pages show; reads only pages whose content changed."""

    def __init__(self, base_url: str) -> None:
        self.known = dict(CollectedPage.objects.values_list("page", "content"))
        hosts = [site.root_url for site in Site.objects.all()]
        self.own = {urlsplit(url).netloc for url in [base_url, django_settings.WAGTAILADMIN_BASE_URL, *hosts]}

    def needs(self, page: Page, content: str) -> bool:
        return bool(content) and self.known.get(page.pk) != content

    def collect(self, page: Page, body: bytes, url: str, content: str, department: str) -> None:
        """Store the links of a page. content: hash of the body, by which a change is seen next time."""
        found = {link.url: link for link in reversed(list(find_links(page, body, url, self.own)))}
        with transaction.atomic():
            store_links(page, found, department)
            CollectedPage.objects.update_or_create(page_id=page.pk, defaults={"content": content})
        self.known[page.pk] = content


def find_links(page: Page, body: bytes, url: str, own_hosts: set[str]) -> list[Found]:
    """Return the links in the page's own part, in order; of a home page also those of the frame around it."""
    root = parse(body, url).root
    main = None if page.depth <= HOME_DEPTH else next(root.iter("main"), None)
    heading, found = "", []
    for element in (root if main is None else main).iter("a", "area", *HEADINGS):
        if element.tag in HEADINGS:
            heading = read_text(element)
        elif (link := read_link(element, url, own_hosts, page.pk)) is not None:
            found.append(Found(*link, read_text(element)[:200], heading[:120]))
    return found


def read_text(element: Element) -> str:
    pictures = " ".join(image.get("alt") or "" for image in element.iter("img"))
    return squeeze(" ".join(element.itertext())) or squeeze(pictures) or squeeze(element.get("alt") or "")


def read_link(element: Element, base: str, own_hosts: set[str], page_id: int) -> tuple[str, bool] | None:
    """Return (address as stored, whether it is of this site); None for what is no link to a page or file."""
    href = (element.get("href") or "").strip()
    if not href:
        is_link = element.tag == "a" and not element.get("id") and not element.get("name") and read_text(element)
        return (f"empty:{page_id}", True) if is_link else None
    try:
        parts = urlsplit(urldefrag(urljoin(base, href)).url)
    except ValueError:
        return href[:MAX_URL_CHARS], False
    if parts.scheme not in WEB or href.startswith("#"):
        return None
    if parts.netloc in own_hosts:
        return urlunsplit(("", "", parts.path or "/", parts.query, ""))[:MAX_URL_CHARS], True
    return parts.geturl()[:MAX_URL_CHARS], False


def store_links(page: Page, found: dict[str, Found], department: str) -> None:
    """Add what is new on the page, drop what is gone; what stays keeps the day it was first seen."""
    keys = {digest(url): link for url, link in found.items()}
    SiteLink.objects.bulk_create(
        [SiteLink(url=link.url, digest=key, is_internal=link.is_internal) for key, link in keys.items()],
        ignore_conflicts=True,
    )
    old = {row.link.digest: row for row in PageLink.objects.filter(page_id=page.pk).select_related("link")}
    PageLink.objects.filter(pk__in=[row.pk for key, row in old.items() if key not in keys]).delete()
    stored = dict(SiteLink.objects.filter(digest__in=keys).values_list("digest", "pk"))
    new = []
    for key, link in keys.items():
        row = old.get(key) or PageLink(page_id=page.pk, link_id=stored[key])
        row.text, row.place, row.department = link.text, link.place, department
        if row.pk:
            row.save()
        else:
            new.append(row)
    PageLink.objects.bulk_create(new)
