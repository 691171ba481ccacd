"""The admin's lists of files: type, size, pages, and whether everybody can use them; and the upload beside a page."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.documents.models import Document
from wagtail.documents.views.chooser import DocumentChooseResultsView, DocumentChooserUploadView, DocumentChooseView
from wagtail.documents.views.documents import IndexView
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from cms.file_forms import FileForm, describe_check
from cms.models import CityDocument


def find_own_files(user: AbstractBaseUser) -> QuerySet[CityDocument]:
    """Return the files that the user may change."""
    # Wagtail's own policy for files; 7.4 and 8 keep their object of it in different places.
    policy = CollectionOwnershipPermissionPolicy(CityDocument, auth_model=Document, owner_field_name="uploaded_by_user")
    return policy.instances_user_has_any_permission_for(user, ["change"])


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


class FileUploadView(DocumentChooserUploadView):
    """The upload beside a page, in two steps where the check of the file finds something.

    The file is stored at the first press and judged; the form comes again with what was found and asks in words for what
    the file says. At the second press the file is chosen. Who leaves in between finds it in the list of files.
    """

    stored: CityDocument | None = None

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_creation_form_kwargs()
        key = self.request.GET.get("stored", "")
        if key.isdecimal() and self.stored is None:
            self.stored = get_object_or_404(find_own_files(self.request.user), pk=key)
        if self.stored is not None:
            kwargs["instance"] = self.stored
        return kwargs

    def get_create_url(self) -> str:
        url = super().get_create_url()
        if self.stored is None:
            return url
        return f"{url}{'&' if '?' in url else '?'}stored={self.stored.pk}"

    def get_creation_form_context_data(self, form: FileForm) -> dict[str, Any]:
        context = super().get_creation_form_context_data(form)
        if self.stored is not None:
            context |= {"create_action_label": _("Use this file"), "create_action_clicked_label": None}
        return context

    def get_chosen_response(self, item: CityDocument) -> HttpResponse:
        """Ask once more when a new file, or one that was exchanged, has something to tell."""
        if "file" not in self.form.changed_data or not describe_check(item):
            return super().get_chosen_response(item)
        self.stored = item
        kwargs = self.get_creation_form_kwargs()
        self.form = self.get_creation_form_class()(user=kwargs["user"], prefix=kwargs["prefix"], instance=item)
        return self.get_reshow_creation_form_response()
