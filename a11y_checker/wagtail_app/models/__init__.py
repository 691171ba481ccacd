"""The tables of the checker inside Wagtail, one file per family.

Django finds them here; other modules import them from here too.
"""

from a11y_checker.wagtail_app.models.answer import Answer
from a11y_checker.wagtail_app.models.check import MAX_ADDRESS_CHARS, CheckRun, PageResult, StoredFinding
from a11y_checker.wagtail_app.models.draft_check import DraftCheck
from a11y_checker.wagtail_app.models.gate import FollowUp, Passage, Waiver
from a11y_checker.wagtail_app.models.judgement import Agreement, Judgement, Result, Seat
from a11y_checker.wagtail_app.models.links import CollectedPage, LinkExclusion, PageLink, SiteLink
from a11y_checker.wagtail_app.models.mail import WeeklyMail
from a11y_checker.wagtail_app.models.self_check import SelfCheck
from a11y_checker.wagtail_app.models.training import PracticePage
from a11y_checker.wagtail_app.models.yearly_sample import SampledPage, SampleDraw
from a11y_checker.wagtail_app.models.yearly_test import YearlyTest

__all__ = [
    "MAX_ADDRESS_CHARS",
    "Agreement",
    "Answer",
    "CheckRun",
    "CollectedPage",
    "DraftCheck",
    "FollowUp",
    "Judgement",
    "LinkExclusion",
    "PageLink",
    "PageResult",
    "Passage",
    "PracticePage",
    "Result",
    "SampleDraw",
    "SampledPage",
    "Seat",
    "SelfCheck",
    "SiteLink",
    "StoredFinding",
    "Waiver",
    "WeeklyMail",
    "YearlyTest",
]
