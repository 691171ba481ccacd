"""Demo content of the courses: invented courses, runs, venues and people. Dates count from the day of loading."""

from courses.demo.load import load

__all__ = ["load"]
