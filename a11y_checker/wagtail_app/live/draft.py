"""One draft, rendered and judged with the places of its texts: what the live panel and the findings page are made of."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Model
from django.forms import BaseFormSet, ModelForm
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import StreamField
from wagtail.models import Page

from a11y_checker.results import Report
from a11y_checker.wagtail_app.judging import judge_page, judge_response, render_page
from a11y_checker.wagtail_app.live.documents import StoredDocuments
from a11y_checker.wagtail_app.live.leaves import Leaf, Leaves, mark_child, mark_page
from a11y_checker.wagtail_app.live.offers import Offer, find_offers
from a11y_checker.wagtail_app.live.spots import SpotFinder

# Wagtail's remarks of colleagues beside the page; not part of it.
COMMENTS = "comments"
# Our choice: a public page changes only when it is published anew, but lists on it may change by themselves.
PUBLISHED_KEPT_S = 600


@dataclass(frozen=True, slots=True)
class JudgedDraft:
    """report: None for a page that shows nothing of its own."""

    page: Page
    html: str
    report: Report | None
    spots: SpotFinder
    leaves: list[Leaf]
    offers: list[Offer]


def judge_draft(page: Page, leaves: Leaves | None = None) -> JudgedDraft:
    """Render and judge a page in memory.

    leaves: the marks in its texts; without them the fields of the page's own form are marked here. The page keeps its
    marks: do not save it.
    """
    if leaves is None:
        leaves = mark_page(page, page.get_edit_handler().get_form_class().base_fields)
    response = render_page(page)
    html, spans = leaves.unmark(response.content.decode(response.charset or "utf-8", "replace"))
    documents = StoredDocuments()
    report = judge_response(page, response, html=html, files=documents)
    offers = find_offers(leaves.texts, documents.size_of)
    return JudgedDraft(page, html, report, SpotFinder(page, html, spans), leaves.texts, offers)


def judge_form(page: Page, form: WagtailAdminPageForm) -> JudgedDraft:
    """Judge what the bound form of a page holds now, also where it could not be saved yet. Changes `page`."""
    form.is_valid()
    keep_refused_blocks(page, form)
    leaves = mark_page(page, form.fields)
    for name, formset in form.formsets.items():
        if name == COMMENTS:
            continue
        rows = find_rows(formset)
        for number, row in enumerate(rows):
            keep_refused_blocks(row.instance, row)
            row.instance.sort_order = number
            label = _("%(name)s, No. %(number)s") % {"name": row.instance._meta.verbose_name, "number": number + 1}
            mark_child(row.instance, row.fields, row.prefix, label, leaves)
        getattr(page, name).set([row.instance for row in rows])
    return judge_draft(page, leaves)


def find_rows(formset: BaseFormSet) -> list[ModelForm]:
    """Return the forms of the rows that are shown, in their order."""
    rows = [form for form in formset.forms if hasattr(form, "cleaned_data") and _is_shown(form)]
    return sorted(rows, key=lambda form: form.cleaned_data.get("ORDER") or 0)


def _is_shown(form: ModelForm) -> bool:
    """Whether a row is not deleted, and something is filled in."""
    if form.cleaned_data.get("DELETE"):
        return False
    return any(form.cleaned_data.get(name) for name in form.fields if name not in ("ORDER", "DELETE", "id"))


def keep_refused_blocks(owner: Model, form: ModelForm) -> None:
    """Put blocks that the form refuses, such as a picture without a text alternative, into the page: they are judged too."""
    for name in form.errors:
        if name in form.fields and isinstance(owner._meta.get_field(name), StreamField):
            value = form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
            setattr(owner, name, value)


def find_published_score(page: Page) -> int | None:
    """Return the score of the public version; None when there is none."""
    if not page.pk or not page.live:
        return None
    key = f"a11y-published-{page.pk}-{page.live_revision_id}-{page.last_published_at}"
    score = cache.get(key)
    if score is None:
        report = judge_page(Page.objects.get(pk=page.pk).specific)
        score = report.score if report else None
        cache.set(key, score, PUBLISHED_KEPT_S)
    return score
