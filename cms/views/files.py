"""The admin's lists of files: type, size, pages, and whether everybody can use them."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.documents.views.chooser import DocumentChooseResultsView, DocumentChooseView
from wagtail.documents.views.documents import IndexView


def make_columns() -> list[Column]:
    return [
        Column("file_type", label=_("Type")),
        Column("size_text", label=_("Size of the file")),
        Column("page_count", label=_("Pages of the file")),
        Column("tags_in_words", label=_("Tags")),
        Column("state_in_words", classname="wide-column", label=_("For everybody")),
    ]


def put_before_dates(columns: list[Column]) -> list[Column]:
    place = next((number for number, column in enumerate(columns) if column.name == "created_at"), len(columns))
    return [*columns[:place], *make_columns(), *columns[place:]]


class FilesView(IndexView):
    """All files of the own departments."""

    @cached_property
    def columns(self) -> list[Column]:
        return put_before_dates(super().columns)


class FileChooseView(DocumentChooseView):
    """The files to choose from, in the editor of a page."""

    @property
    def columns(self) -> list[Column]:
        return put_before_dates(super().columns)


class FileChooseResultsView(DocumentChooseResultsView):
    """The same after a search."""

    @property
    def columns(self) -> list[Column]:
        return put_before_dates(super().columns)
