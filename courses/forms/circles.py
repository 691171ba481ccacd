"""The form with which a resident writes to a circle, and the staff's form of a circle."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from courses.circles.relaying import Message
from courses.enrolment.errors import InputProblem
from courses.enrolment.normalise import clean, normalise_email, normalise_name, normalise_phone
from courses.forms.fields import Answer

# Our choice: what fits on a phone's screen; a longer story is told when one meets.
MESSAGE_MAX_CHARS = 400


class Text(forms.CharField):
    """Several lines of plain text without control characters."""

    def __init__(self, missing: Any, longest: int) -> None:
        super().__init__(widget=forms.Textarea, error_messages={"required": missing})
        self.longest = longest

    def clean(self, value: Any) -> str:
        text = clean(str(value or ""))
        text = "".join(char for char in text if char.isprintable() or char == "\n")
        if not text:
            raise ValidationError(self.error_messages["required"])
        if len(text) > self.longest:
            message = _("This is too long. Please write at most %(count)d characters.")
            raise ValidationError(message % {"count": self.longest})
        return text


class RelayForm(forms.Form):
    """Name, how to answer, what one wants to say, and the agreement that the city hands it on."""

    name = Answer(normalise_name, missing=gettext_lazy("お名前を書いてください。"))
    email = Answer(normalise_email)
    phone = Answer(normalise_phone)
    text = Text(gettext_lazy("伝えたいことを書いてください。"), MESSAGE_MAX_CHARS)
    agrees = forms.BooleanField(
        error_messages={"required": gettext_lazy("サークルに伝えてよければ、しるしを付けてください。")}
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one way to answer."""
        cleaned = super().clean()
        tried = self.errors.keys() & {"email", "phone"}
        if not tried and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("email", _("返事を受け取るメールか電話の、どちらかを書いてください。"))
        return cleaned

    @property
    def message(self) -> Message:
        """What was written. Call after is_valid()."""
        values = self.cleaned_data
        return Message(values["name"], values["email"], values["phone"], values["text"])


class CircleForm(WagtailAdminModelForm):
    """A circle in the admin: contact data in their usual form, and no public entry without the consent."""

    def clean_contact_email(self) -> str:
        return normalise(normalise_email, self.cleaned_data["contact_email"])

    def clean_contact_phone(self) -> str:
        return normalise(normalise_phone, self.cleaned_data["contact_phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_public") and not cleaned.get("consented_on"):
            self.add_error("consented_on", _("公開するには、載せることに同意した日が要ります。"))
        if cleaned.get("is_public") and not cleaned.get("contact_email") and not cleaned.get("contact_phone"):
            self.add_error("contact_phone", _("メールか電話の、どちらかを入れてください。1年ごとの確認に使います。"))
        if not cleaned.get("venue") and not cleaned.get("place"):
            self.add_error("place", _("会場を選ぶか、場所を書いてください。"))
        return cleaned


def normalise(normaliser: Any, text: str) -> str:
    """Return the value in its usual form; an empty text stays empty."""
    try:
        return normaliser(text) if text and text.strip() else ""
    except InputProblem as problem:
        raise ValidationError(str(problem)) from None
