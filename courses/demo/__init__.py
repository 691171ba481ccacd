"""Demo content of the courses: invented courses, runs, venues, people and lessons. Dates count from the day of loading."""

from courses.demo.lessons import load_lessons as finish
from courses.demo.load import load

__all__ = ["finish", "load"]
