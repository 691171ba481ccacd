"""The manual (docs/ja) inside the admin, where editors look for it."""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

MANUAL_DIR = settings.BASE_DIR / "docs" / "ja"
START = "README"
PAGE_LINK = re.compile(r'href="(?:\./)?([a-z-]+|README)\.md(#[^"]*)?"')
PICTURE = re.compile(r'src="\.\./images/([^"]+)"')


@login_required
def manual(request: HttpRequest, name: str = START) -> HttpResponse:
    """Show one page of the manual by the name of its file, without the ending."""
    path = MANUAL_DIR / f"{name}.md"
    if not path.is_file():
        raise Http404
    html = MarkdownIt("commonmark").enable("table").render(path.read_text(encoding="utf-8"))
    html = PAGE_LINK.sub(lambda match: f'href="{reverse("manual_page", args=[match[1]])}{match[2] or ""}"', html)
    html = PICTURE.sub(lambda match: f'src="{static("manual/" + match[1])}" loading="lazy"', html)
    title = re.sub(r"<[^>]+>", "", html.partition("</h1>")[0]).strip()
    body = html.partition("</h1>")[2]
    return render(request, "admin/manual.html", {"title": title, "html": mark_safe(body)})
