"""The forms of pictures and files: what a picture is for, and what a file says that not everybody can read."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from a11y_checker.wagtail_app.single_checks import find_alt_problem
from cms.blocks.media import SUMMARY_MIN_CHARS
from cms.models.files import CityImage


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
    """Shows what the check of the file found, and asks for a summary when some readers cannot use it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary"].widget = forms.Textarea(attrs={"rows": 3})
        if self.instance.pk and (problems := self.instance.find_problems()):
            self.fields["summary"].help_text = format_html(
                "{}<ul>{}</ul>{}",
                _("The check of this file found:"),
                format_html_join("", "<li>{}</li>", ((str(problem),) for problem in problems)),
                self.fields["summary"].help_text,
            )

    def clean_summary(self) -> str:
        summary = self.cleaned_data["summary"].strip()
        is_kept = self.instance.pk and "file" not in self.changed_data
        if is_kept and self.instance.is_hard_to_read and len(summary) < SUMMARY_MIN_CHARS:
            raise forms.ValidationError(
                _(
                    "Some readers cannot use this file. Exchange it for a better one, or write here what it says, in %(count)s"
                    " letters or more."
                )
                % {"count": SUMMARY_MIN_CHARS}
            )
        return summary
