"""Judges web pages against JIS X 8341-3, WCAG and a city's accessibility guideline.

    from a11y_checker import Checker, Settings, check_html

    report = check_html("<img src='a.png'>")
    with Checker(Settings(level="AAA")) as checker:
        report = checker.check_url("https://www.city.example.lg.jp/")

What is exported here is the public API; other modules may change.
"""

from a11y_checker.checker import Checker, check_html, check_url
from a11y_checker.config import Settings, View
from a11y_checker.errors import (
    CheckerError,
    ConfigError,
    JudgeError,
    MissingExtraError,
    NotHtmlError,
    PageError,
    PageLoadError,
    UsageError,
)
from a11y_checker.results import Finding, Outcome, Report, RuleResult, SiteReport
from a11y_checker.rule import Rule
from a11y_checker.site import check_pages, check_site

__version__ = "0.1.0"

__all__ = [
    "Checker",
    "CheckerError",
    "ConfigError",
    "Finding",
    "JudgeError",
    "MissingExtraError",
    "NotHtmlError",
    "Outcome",
    "PageError",
    "PageLoadError",
    "Report",
    "Rule",
    "RuleResult",
    "Settings",
    "SiteReport",
    "UsageError",
    "View",
    "check_html",
    "check_pages",
    "check_site",
    "check_url",
]
