"""The questions of an application, one page each (courses.md §6). What was typed is kept as it was typed."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enrolment.errors import InputProblem
from courses.enrolment.normalise import (
    normalise_email,
    normalise_name,
    normalise_phone,
    normalise_postal_code,
    normalise_reading,
    parse_birth_date,
    parse_number,
)
from courses.enrolment.postal import find_address
from courses.forms.fields import Answer, Choice, Several, one_line
from courses.models import ContactChannel, CourseRun, Residence, Speaker
from courses.models.city import choice
from courses.models.enrolment import NeedKind
from courses.models.state import TierRule

ERA_NAMES = ("昭和", "平成", "令和", "大正", "西暦")
YES_NO = (("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))
TOGETHER = (
    ("alone", gettext_lazy("I come alone")),
    ("companion", gettext_lazy("somebody comes with me to help")),
    ("pair", gettext_lazy("two of us apply together")),
)
SPEAKERS = (
    (Speaker.SELF, gettext_lazy("I apply for myself")),
    (Speaker.FAMILY, gettext_lazy("I apply for a member of my family")),
    (Speaker.CARE, gettext_lazy("I apply as staff of a home or a service")),
    (Speaker.OTHER, gettext_lazy("I apply for somebody else")),
)
WAYS = (
    (ContactChannel.PHONE, gettext_lazy("call me")),
    (ContactChannel.LETTER, gettext_lazy("send a letter")),
    (ContactChannel.EMAIL, gettext_lazy("send an e-mail")),
    (ContactChannel.COUNTER, gettext_lazy("I come to the counter and ask")),
)
RESIDENCES = (
    (Residence.RESIDENT, gettext_lazy("I live in the city")),
    (Residence.WORKS, gettext_lazy("I work in the city")),
    (Residence.STUDIES, gettext_lazy("I go to school in the city")),
    (Residence.NONE, gettext_lazy("none of these apply")),
)


class Question(forms.Form):
    """One page. slug: in the address and the key of the answers; title: the heading of the page."""

    slug = ""
    title: Any = ""
    # A field no person sees; who fills it in is a program (UX-33).
    homepage = forms.CharField(required=False)

    def __init__(self, run: CourseRun, *args: Any, **kwargs: Any) -> None:
        self.run = run
        super().__init__(*args, **kwargs)

    @property
    def is_by_program(self) -> bool:
        return bool(self.data.get("homepage"))

    @property
    def found_address(self) -> str:
        """An address that the answers lead to and that the person should see first; most questions have none."""
        return ""

    def typed(self) -> dict[str, Any]:
        """Return what was typed, as it was typed, for the draft; longer texts cut to what a field can hold."""
        values = {}
        for name, field in self.fields.items():
            if name == "homepage":
                continue
            value = field.widget.value_from_datadict(self.data, self.files, name)
            values[name] = (
                [str(item)[:40] for item in value][:20] if isinstance(value, list) else str(value or "")[:600]
            )
        return values

    @classmethod
    def is_needed(cls, run: CourseRun, answers: dict[str, Any]) -> bool:
        """Say whether this run asks the question, after the answers so far."""
        return True


class Who(Question):
    slug = "who"
    title = gettext_lazy("Who is filling in this application?")
    speaker = Choice(SPEAKERS, missing=gettext_lazy("Please choose who is filling this in."))


class NameParts(Question):
    """The fields of a person's name."""

    name = Answer(normalise_name, missing=gettext_lazy("Please enter the name."))
    reading = Answer(normalise_reading, missing=gettext_lazy("Please enter the reading of the name."))


class Name(NameParts):
    slug = "name"
    title = gettext_lazy("The name of the person who comes")


class DateParts(Question):
    """The fields of a birth date, each as it was typed; the day itself in cleaned_data["birth_date"]."""

    era = Choice(
        [(era, gettext_lazy(era)) for era in ERA_NAMES],
        missing=gettext_lazy("Please choose the era of the year of birth."),
    )
    year = Answer(str, missing=gettext_lazy("Please enter the year of birth."))
    month = Answer(str, missing=gettext_lazy("Please enter the month of birth."))
    day = Answer(str, missing=gettext_lazy("Please enter the day of birth."))

    @property
    def date_fields(self) -> list[Any]:
        """Year, month and day, for the template."""
        return [self[name] for name in ("year", "month", "day")]

    def clean_month(self) -> str:
        problem = _("Please enter the month of birth as a number from 1 to 12.")
        return check_range(self.cleaned_data["month"], 12, problem)

    def clean_day(self) -> str:
        return check_range(self.cleaned_data["day"], 31, _("Please enter the day of birth as a number from 1 to 31."))

    def clean_year(self) -> str:
        return check_range(self.cleaned_data["year"], 9999, _("Please enter the year of birth as a number."))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        parts = [data.get(name) for name in ("era", "year", "month", "day")]
        if not all(parts):
            return data
        try:
            data["birth_date"] = parse_birth_date(*parts, today=timezone.localdate())
        except InputProblem as problem:
            self.add_error("year" if is_day_of_some_year(parts[2], parts[3]) else "day", str(problem))
        return data


def check_range(text: str, last: int, problem: str) -> str:
    """Return the text when it is a number from 1 to last; raise ValidationError with the sentence otherwise."""
    try:
        number = parse_number(text)
    except InputProblem:
        raise ValidationError(problem) from None
    if not 1 <= number <= last:
        raise ValidationError(problem)
    return text


def is_day_of_some_year(month: str, day: str) -> bool:
    try:
        date(2000, parse_number(month), parse_number(day))  # a leap year
    except ValueError:
        return False
    return True


class Birth(DateParts):
    slug = "birth"
    title = gettext_lazy("When was this person born?")


class Phone(Question):
    slug = "phone"
    title = gettext_lazy("A telephone number for calling you")
    phone = Answer(normalise_phone)
    best_time = Answer(one_line(80))


class Notice(Question):
    slug = "notice"
    title = gettext_lazy("How shall we tell you the result?")
    contact_channel = Choice(WAYS, missing=gettext_lazy("Please choose how we shall tell you the result."))
    email = Answer(normalise_email)
    postal_code = Answer(normalise_postal_code)
    address = Answer(one_line(120))

    def __init__(self, run: CourseRun, *args: Any, phone: str = "", **kwargs: Any) -> None:
        self.phone = phone
        super().__init__(run, *args, **kwargs)

    @property
    def found_address(self) -> str:
        """The address of the typed postal code when none was typed; empty otherwise, also for a code that nobody knows."""
        if self.data.get("address", "").strip():
            return ""
        try:
            return find_address(normalise_postal_code(self.data.get("postal_code", "")))
        except InputProblem:
            return ""

    def clean(self) -> dict[str, Any]:
        """The way that was chosen needs its address."""
        data = super().clean() or {}
        way = data.get("contact_channel")
        if way == ContactChannel.EMAIL and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Please enter the e-mail address, or choose another way above."))
        if way == ContactChannel.LETTER and not data.get("address") and "address" not in self.errors:
            self.add_error("address", _("Please enter the address for the letter, or choose another way above."))
        if way == ContactChannel.PHONE and not self.phone:
            problem = _("You entered no telephone number. Please go back and enter it, or choose another way.")
            self.add_error("contact_channel", problem)
        return data


class Home(Question):
    """What decides about places: shown as far as the run needs it."""

    slug = "home"
    title = gettext_lazy("Where the person lives, and wishes for this course")
    residence = Choice(RESIDENCES, missing=gettext_lazy("Please choose where the person lives."))
    district = Choice([])
    first_time = Choice(YES_NO, missing=gettext_lazy("Please choose whether it is the first time."))
    waiting_list = Choice(YES_NO, missing=gettext_lazy("Please choose whether you want to wait for a place."))

    def __init__(self, run: CourseRun, *args: Any, **kwargs: Any) -> None:
        super().__init__(run, *args, **kwargs)
        self.fields["district"].choices = [(name, name) for name in choice("DISTRICTS")] + [("", _("I do not say"))]
        if run.tiers != TierRule.FIRST_TIMERS:
            del self.fields["first_time"]
        if not run.waiting_list_size:
            del self.fields["waiting_list"]


class Together(Question):
    slug = "together"
    title = gettext_lazy("Is somebody coming along?")
    together = Choice(TOGETHER, missing=gettext_lazy("Please choose whether somebody comes along."))
    relation = Answer(one_line(40))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("together") == "companion" and not data.get("relation") and "relation" not in self.errors:
            self.add_error("relation", _("Please write who comes along, for example: my daughter."))
        return data


class Partner(NameParts, DateParts):
    slug = "partner"
    title = gettext_lazy("The second person")
    field_order = ["name", "reading", "era", "year", "month", "day"]

    @classmethod
    def is_needed(cls, run: CourseRun, answers: dict[str, Any]) -> bool:
        return answers.get("together", {}).get("together") == "pair"


class Needs(Question):
    slug = "needs"
    title = gettext_lazy("Is there any help you would like?")
    needs = Several([])
    text = Answer(one_line(200))

    def __init__(self, run: CourseRun, *args: Any, **kwargs: Any) -> None:
        super().__init__(run, *args, **kwargs)
        self.fields["needs"].choices = NeedKind.choices


QUESTIONS: tuple[type[Question], ...] = (Who, Name, Birth, Phone, Notice, Home, Together, Partner, Needs)
BY_SLUG = {question.slug: question for question in QUESTIONS}
