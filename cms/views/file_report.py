"""The report on files that public pages lead to and whose content stands nowhere in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, ReferenceIndex

from cms.blocks.media import SUMMARY_MIN_CHARS
from cms.models import CityDocument, FormsPage, PlanPage
from cms.models.files import HARD_TO_READ, LONG_PAGES
from cms.views.files import find_own_files, make_columns

# Pages that cannot be saved without words on what their file says.
TELLING_PAGES = (FormsPage, PlanPage)


def find_untold_files(user: AbstractBaseUser) -> QuerySet[CityDocument]:
    """Return the files of the user that some readers cannot use, or that are long, without words beside them on a public page."""
    own = find_own_files(user)
    needing = own.filter(Q(problems__has_any_keys=sorted(HARD_TO_READ)) | Q(page_count__gt=LONG_PAGES))
    told = Q(alternative__in=Page.objects.live().public())
    candidates = needing.filter(summary="").exclude(told).values_list("pk", flat=True)
    return own.filter(pk__in=find_places(candidates))


def find_places(keys: Iterable[int]) -> dict[int, set[int]]:
    """Return the public pages on which a file stands without words: key of the file → keys of pages."""
    kind = ContentType.objects.get_for_model(CityDocument)
    references = ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=[str(key) for key in keys])
    by_model: dict[type[Model], list[ReferenceIndex]] = defaultdict(list)
    for reference in references.select_related("content_type"):
        model = reference.content_type.model_class()
        if model is not None and issubclass(model, Page) and not issubclass(model, TELLING_PAGES):
            by_model[model].append(reference)
    places: dict[int, set[int]] = defaultdict(set)
    for model, found in by_model.items():
        pages = model.objects.live().in_bulk({int(reference.object_id) for reference in found})
        for reference in found:
            page = pages.get(int(reference.object_id))
            if page is not None and not has_note(page, reference):
                places[int(reference.to_object_id)].add(page.pk)
    return places


def has_note(page: Page, reference: ReferenceIndex) -> bool:
    """Say whether the block in which the page names the file says what it holds."""
    field, *path = reference.content_path.split(".")
    stream = getattr(page, field, None)
    blocks = walk(list(stream.raw_data)) if hasattr(stream, "raw_data") else ()
    block = next((block for block in blocks if block.get("id") in path and block.get("type") == "file"), None)
    return block is not None and len(block["value"].get("note", "").strip()) >= SUMMARY_MIN_CHARS


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Return every part of a stream's stored data that is a mapping."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(part)


class UntoldFilesView(ReportView):
    """Files that some readers cannot use, or that are long: each member of staff sees those of the own folders."""

    page_title = _("Files without words")
    header_icon = "doc-full-inverse"
    index_url_name = "untold_files"
    index_results_url_name = "untold_files_results"
    template_name = "admin/untold_files.html"
    default_ordering = "title"
    list_export = ["title", "file_type", "size_text", "page_count", "tags_in_words", "state_in_words", "collection"]
    export_headings = {
        "file_type": _("Type"),
        "size_text": _("Size of the file"),
        "page_count": _("Pages of the file"),
        "tags_in_words": _("Tags"),
        "state_in_words": _("For everybody"),
    }
    columns = [
        TitleColumn("title", label=_("File"), url_name="wagtaildocs:edit", sort_key="title"),
        *make_columns(),
        Column("collection", label=_("Folder"), sort_key="collection__name"),
        DateColumn("created_at", label=_("Since"), sort_key="created_at"),
    ]

    def get_queryset(self) -> QuerySet[CityDocument]:
        return self.order_queryset(find_untold_files(self.request.user).select_related("collection"))
