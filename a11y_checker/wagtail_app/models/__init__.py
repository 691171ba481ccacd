"""The tables of the checker inside Wagtail, one file per family.

Django finds them here; other modules import them from here too.
"""

from a11y_checker.wagtail_app.models.check import MAX_ADDRESS_CHARS, CheckRun, PageResult

__all__ = ["MAX_ADDRESS_CHARS", "CheckRun", "PageResult"]
