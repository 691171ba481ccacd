"""Demo content of the courses: invented courses, runs, venues, people and lessons. Dates count from the day of loading."""

from datetime import date

from courses.demo.lessons import load_lessons, load_staff_lessons
from courses.demo.load import load
from courses.demo.study import load_study

__all__ = ["finish", "load"]


def finish(today: date) -> None:
    """Load what needs the pages of all apps: the lessons, counts of their steps, and the lessons for the staff."""
    load_lessons(today)
    load_study(today)
    load_staff_lessons(today)
