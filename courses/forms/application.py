"""From the answers of a draft to an application: which questions are asked, which are answered, what is sent."""

from dataclasses import dataclass
from typing import Any

from courses.enrolment.application import Applicant, Application
from courses.forms.questions import QUESTIONS, Question
from courses.models import CourseRun
from courses.models.city import choice
from courses.models.enrolment import NeedKind, Residence

Answers = dict[str, dict[str, Any]]


def find_questions(run: CourseRun, answers: Answers) -> list[type[Question]]:
    """Return the questions of this application in their order."""
    return [question for question in QUESTIONS if question.is_needed(run, answers)]


def fill_in(question: type[Question], run: CourseRun, answers: Answers, data: Any = None) -> Question:
    """Return the form of one question: with what was just sent (data), or with what the draft knows."""
    extra = {"phone": answers.get("phone", {}).get("phone", "")} if question.slug == "notice" else {}
    return question(run, data, initial=answers.get(question.slug, {}), **extra)


def check(question: type[Question], run: CourseRun, answers: Answers) -> Question:
    """Return the form of one question, checked with the answers of the draft; unanswered counts as empty."""
    return fill_in(question, run, answers, answers.get(question.slug, {}))


@dataclass(frozen=True)
class Checked:
    """All questions of an application, checked. values: cleaned answers by question; open: first that is not complete."""

    values: dict[str, dict[str, Any]]
    open: type[Question] | None


def check_all(run: CourseRun, answers: Answers) -> Checked:
    """Check every question of the application as its pages do."""
    values: dict[str, dict[str, Any]] = {}
    first_open = None
    for question in find_questions(run, answers):
        form = check(question, run, answers)
        if question.slug in answers and form.is_valid():
            values[question.slug] = form.cleaned_data
        elif first_open is None:
            first_open = question
    return Checked(values, first_open)


def make_application(values: dict[str, dict[str, Any]], submission_key: str, language: str = "") -> Application:
    """Return what is sent. values: of check_all, with no question open. language: of the form (Learner.language)."""
    people = [make_applicant(values)]
    if "partner" in values:
        people.append(make_partner(values, people[0]))
    return Application(
        people=tuple(people),
        submission_key=submission_key,
        contact_channel=values["notice"]["contact_channel"],
        best_time=values["phone"]["best_time"],
        wants_waiting_list=values["home"].get("waiting_list", "yes") == "yes",
        language=language,
    )


def make_applicant(values: dict[str, dict[str, Any]]) -> Applicant:
    together, home, needs = values["together"], values["home"], values["needs"]
    has_companion = together["together"] == "companion"
    return Applicant(
        name=values["name"]["name"],
        reading=values["name"]["reading"],
        birth_date=values["birth"]["birth_date"],
        phone=values["phone"]["phone"],
        email=values["notice"]["email"],
        postal_code=values["notice"]["postal_code"],
        address=values["notice"]["address"],
        district=home["district"] if home["residence"] == Residence.RESIDENT else "",
        residence=home["residence"],
        says_first_time=home.get("first_time") == "yes",
        uses_reserved_place=NeedKind.WHEELCHAIR in needs["needs"],
        companions=((together["relation"], choice("COMPANIONS_TAKE_SEATS")),) if has_companion else (),
        needs=collect_needs(needs["needs"], needs["text"]),
    )


def make_partner(values: dict[str, dict[str, Any]], lead: Applicant) -> Applicant:
    """The second of a pair: reached through the first, so that nothing is asked twice."""
    partner = values["partner"]
    return Applicant(
        name=partner["name"],
        reading=partner["reading"],
        birth_date=partner["birth_date"],
        phone=lead.phone,
        residence=lead.residence,
        district=lead.district,
        says_first_time=lead.says_first_time,
    )


def collect_needs(kinds: list[str], text: str) -> tuple[tuple[str, str], ...]:
    """Return (kind, free text); the text goes with "other", which is added when only a text was written."""
    chosen = list(kinds)
    if text and NeedKind.OTHER not in chosen:
        chosen.append(NeedKind.OTHER)
    return tuple((kind, text if kind == NeedKind.OTHER else "") for kind in chosen)
