"""The form for the number of a study card."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.forms.fields import Answer
from courses.study.cards import normalise_number


class CardForm(forms.Form):
    """Eight digits."""

    number = Answer(normalise_number, missing=gettext_lazy("Please type the eight digits of the card."))

    def add_refusal(self) -> None:
        """Say that there is no such card, and what may be the reason."""
        self.add_error("number", _("There is no card with this number. Cards that nobody uses for a year are deleted."))
