"""The forms of pictures and files: what a picture is for, and what a file says that not everybody can read."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtail.models import Page, Site

from a11y_checker.wagtail_app.single_checks import find_alt_problem
from cms.blocks.media import SUMMARY_MIN_CHARS
from cms.models.files import CityDocument, CityImage


class PictureForm(BaseImageForm):
    """Asks whether the picture tells something or decorates, and looks at the description."""

    class Meta(BaseImageForm.Meta):
        widgets = {**BaseImageForm.Meta.widgets, "purpose": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        purpose = self.fields["purpose"]
        purpose.required = True
        purpose.choices = CityImage.Purpose.choices[1:]
        purpose.error_messages["required"] = gettext_lazy(
            "Choose whether the picture tells something or is decoration."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        description = (cleaned.get("description") or "").strip()
        if cleaned.get("purpose") != CityImage.Purpose.DESCRIBED or "description" in self.errors:
            return cleaned
        if not description:
            self.add_error("description", _("Write what the picture shows, or choose that it is decoration."))
            return cleaned
        file = cleaned.get("file") or self.instance.file
        if problem := find_alt_problem(description, file.name if file else ""):
            self.add_error("description", str(problem))
        return cleaned


class FileForm(BaseDocumentForm):
    """Shows what the check of the file found, and asks in words for what a file says that is hard to read or long."""

    address = forms.CharField(
        label=gettext_lazy("Page that says the same"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Copy its address out of the browser. A link to it stands on the page beside the file."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.page = self.instance.alternative
        self.fields["address"].initial = self.page.get_url() if self.page else ""
        self.fields["summary"].widget = forms.Textarea(attrs={"rows": 3})
        if self.instance.pk:
            self._tell_about_the_stored_file()

    def _tell_about_the_stored_file(self) -> None:
        found = describe_check(self.instance)
        if "file" not in self.fields:  # several files at once
            self.fields["summary"].help_text = format_html("{}{}", found, self.fields["summary"].help_text)
            return
        text = _("“%(name)s” has arrived. Choose a file here only to exchange it.") % {"name": self.instance.filename}
        self.fields["file"].help_text = format_html("{}<br>{}", text, found) if found else text

    def clean_summary(self) -> str:
        return self.cleaned_data["summary"].strip()

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].strip()
        self.page = find_public_page(address) if address else None
        if address and self.page is None:
            raise forms.ValidationError(
                _(
                    "No page of this site that everybody can read has this address. Copy it from the page as visitors see it."
                )
            )
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_kept = self.instance.pk and "file" not in self.changed_data
        is_told = self.page is not None or len(cleaned.get("summary", "")) >= SUMMARY_MIN_CHARS
        if is_kept and self.instance.is_hard_to_read and not is_told and not self.errors:
            text = _(
                "Some readers cannot use this file. Exchange it for a better one, name the page that says the same, or"
                " write here what it says, in %(count)s letters or more."
            )
            self.add_error("summary", text % {"count": SUMMARY_MIN_CHARS})
        return cleaned

    def save(self, commit: bool = True) -> CityDocument:
        self.instance.alternative = self.page
        return super().save(commit=commit)


def describe_check(document: CityDocument) -> SafeString:
    """Return what the check of a stored file found, and what is asked for because of it; "" when nothing is."""
    lines = [str(problem) for problem in document.find_problems()]
    if document.is_long:
        text = _("It has %(count)s pages. Please write in short what it says, or name the page that says the same.")
        lines.append(text % {"count": document.page_count})
    if not lines:
        return SafeString("")
    found = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("{}<ul>{}</ul>", _("The check of this file found:"), found)


def find_public_page(address: str) -> Page | None:
    """Return the page at an address of this site, with or without the host; None when not everybody can read one there."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc and parts.netloc not in find_own_hosts():
        return None
    root = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    path = unquote(parts.path).strip("/")
    url_path = f"{root.url_path}{path}/" if path else root.url_path
    return Page.objects.live().public().filter(url_path=url_path).first()


def find_own_hosts() -> set[str]:
    sites = [site.root_url for site in Site.objects.all()]
    return {urlsplit(url).netloc for url in [settings.WAGTAILADMIN_BASE_URL, *sites]}
