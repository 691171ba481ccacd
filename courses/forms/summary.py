"""The answers of an application in words, for the check page: what will be sent, not what was typed."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.dates import is_japanese, say_long
from courses.enrolment.eligibility import age_on
from courses.enrolment.normalise import era_of
from courses.forms.questions import BY_SLUG
from courses.models import ContactChannel, CourseRun
from courses.models.enrolment import NeedKind


def describe_birth(born: date) -> str:
    """Return 昭和22年3月5日（1947年、79歳）: both calendars and the age, to be checked at a glance."""
    era, year = era_of(born)
    age = age_on(born, timezone.localdate())
    if not is_japanese():
        values = {"day": say_long(born), "era": era, "year": year, "age": age}
        return _("%(day)s (%(era)s %(year)d), %(age)d years old") % values
    return f"{era}{'元' if year == 1 else year}年{born.month}月{born.day}日（{born.year}年、{age}歳）"


def label_of(slug: str, field: str, value: str, run: CourseRun) -> str:
    """Return the words of a choice."""
    choices = dict(BY_SLUG[slug](run).fields[field].choices)
    return str(choices.get(value, "")) or _("not said")


def summarise(values: dict[str, dict[str, Any]], run: CourseRun) -> list[dict[str, Any]]:
    """Return one row for each answer: its question's slug, its name, its text, and whether a large text helps checking."""
    rows = [
        row("who", _("Who fills this in"), label_of("who", "speaker", values["who"]["speaker"], run)),
        row("name", _("Name"), values["name"]["name"], is_personal=True),
        row("name", _("Reading"), values["name"]["reading"], is_personal=True),
        row("birth", _("Date of birth"), describe_birth(values["birth"]["birth_date"])),
        row("phone", _("Telephone"), format_phone(values["phone"]["phone"]) or _("none"), tel=values["phone"]["phone"]),
    ]
    if values["phone"]["best_time"]:
        rows.append(row("phone", _("Good time to call"), values["phone"]["best_time"], is_personal=True))
    rows += describe_notice(values["notice"], run) + describe_home(values["home"], run)
    rows += describe_people(values, run)
    rows.append(row("needs", _("Help wished for"), describe_needs(values["needs"]), is_personal=True))
    return rows


def row(
    slug: str, name: str, text: str, is_large: bool = False, is_personal: bool = False, tel: str = ""
) -> dict[str, Any]:
    return {"slug": slug, "name": name, "text": text, "is_large": is_large, "is_personal": is_personal, "tel": tel}


def describe_notice(notice: dict[str, Any], run: CourseRun) -> list[dict[str, Any]]:
    way = notice["contact_channel"]
    rows = [row("notice", _("How you hear from us"), label_of("notice", "contact_channel", way, run))]
    if notice["email"] or way == ContactChannel.EMAIL:
        rows.append(row("notice", _("E-mail"), notice["email"], is_large=True, is_personal=True))
    if notice["address"]:
        address = f"〒{notice['postal_code']} {notice['address']}" if notice["postal_code"] else notice["address"]
        rows.append(row("notice", _("Address"), address, is_personal=True))
    return rows


def describe_home(home: dict[str, Any], run: CourseRun) -> list[dict[str, Any]]:
    rows = [row("home", _("Place of residence"), label_of("home", "residence", home["residence"], run))]
    if home["district"]:
        rows.append(row("home", _("District"), home["district"]))
    if "first_time" in home:
        rows.append(row("home", _("First time"), label_of("home", "first_time", home["first_time"], run)))
    if "waiting_list" in home:
        rows.append(row("home", _("Wait for a place"), label_of("home", "waiting_list", home["waiting_list"], run)))
    return rows


def describe_people(values: dict[str, dict[str, Any]], run: CourseRun) -> list[dict[str, Any]]:
    together = values["together"]
    text = label_of("together", "together", together["together"], run)
    if together["together"] == "companion":
        text = f"{text}（{together['relation']}）"
    rows = [row("together", _("Who comes along"), text, is_personal=True)]
    if "partner" in values:
        partner = values["partner"]
        rows += [
            row("partner", _("Second person"), f"{partner['name']}（{partner['reading']}）", is_personal=True),
            row("partner", _("Date of birth of the second person"), describe_birth(partner["birth_date"])),
        ]
    return rows


def describe_needs(needs: dict[str, Any]) -> str:
    names = [str(NeedKind(kind).label) for kind in needs["needs"] if kind != NeedKind.OTHER or not needs["text"]]
    return ("、" if is_japanese() else ", ").join([*names, *([needs["text"]] if needs["text"] else [])]) or _("none")


def format_phone(digits: str) -> str:
    """Return the number in groups that are easy to compare: 090-1234-5678, 0794-63-1000."""
    if len(digits) == 11:
        return f"{digits[:3]}-{digits[3:7]}-{digits[7:]}"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if digits else ""
