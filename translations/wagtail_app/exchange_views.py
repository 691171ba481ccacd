"""Files for outside translators: hand out, and take back after a look at what they would change."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail_localize.models import Translation

from translations.wagtail_app.exchange import FORMS, FileError, compare, take_over, write
from translations.wagtail_app.forms import ImportForm
from translations.wagtail_app.rights import may_translate
from translations.wagtail_app.translation_form import mark_strings, strings_of
from translations.wagtail_app.translation_views import find_workable, language_of

KINDS = ("new", "changed", "same", "wrong", "foreign")


class TranslationFileForm(ImportForm):
    """A file that comes back: UTF-8, 2 MB at most."""

    file = forms.FileField(label=gettext_lazy("PO or XLIFF file"))

    def clean_file(self) -> str:
        """Give the text of the file."""
        text = super().clean_file()
        if "\x00" in text:
            raise forms.ValidationError(_("The file is damaged. Please export it again."))
        return text


@login_required
@require_safe
def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Give the strings of a page as a file."""
    translation = find_workable(request, pk)
    if form not in FORMS:
        raise Http404
    name = f"{translation.get_target_instance().slug}-{translation.target_locale.language_code}.{form}"
    answer = HttpResponse(write(translation, form), content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@login_required
def exchange(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a file would change; change it when that is confirmed."""
    translation = find_workable(request, pk)
    if request.method == "POST" and not may_translate(request.user, translation):
        raise PermissionDenied
    if request.method == "POST" and "text" in request.POST:
        return confirm(request, translation)
    form = TranslationFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "translation": translation,
        "form": form,
        "language": language_of(translation.target_locale.language_code),
        "language_name": translation.target_locale.get_display_name(),
        "title": translation.source.object_repr,
    }
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"]
        kind = find_form(text)
        try:
            differences = compare(translation, text, kind)
        except FileError as error:
            form.add_error("file", str(error))
        else:
            counts = {name: sum(row.kind == name for row in differences) for name in KINDS}
            seen = mark_strings(strings_of(translation))
            context |= {"differences": differences, "text": text, "counts": counts, "seen": seen}
    return render(request, "translations/exchange.html", context)


def confirm(request: HttpRequest, translation: Translation) -> HttpResponse:
    """Take over what passes the checks; what does not was shown before."""
    text = request.POST["text"].replace("\r\n", "\n")
    if request.POST.get("seen") != mark_strings(strings_of(translation)):
        messages.error(
            request, _("Somebody has changed strings of the page meanwhile. Please choose the file once more.")
        )
        return redirect("exchange", translation.pk)
    try:
        taken = take_over(compare(translation, text, find_form(text)), translation, request.user)
    except FileError as error:
        messages.error(request, str(error))
        return redirect("exchange", translation.pk)
    messages.success(request, _("%(count)d strings were saved.") % {"count": taken})
    return redirect("translate_page", translation.pk)


def find_form(text: str) -> str:
    """Tell XLIFF from PO by how the text begins."""
    return "xliff" if text.lstrip("\ufeff \r\n\t").startswith("<") else "po"
