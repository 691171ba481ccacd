"""Opens pages in Chromium. The only package that imports Playwright.

`Browser` (chromium.py) starts one Chromium and keeps it for many pages; `open` gives an `OpenPage` (open_page.py), which takes
the snapshot that rules judge and runs scripts for axe.py.
"""

from a11y_checker.browser.chromium import Browser
from a11y_checker.browser.open_page import MAX_FRAMES, Document, OpenPage, snapshot_script
from a11y_checker.browser.operated import OperatedPage
from a11y_checker.browser.program import ENVIRONMENT_NAME, find_chromium, is_available

__all__ = [
    "ENVIRONMENT_NAME",
    "MAX_FRAMES",
    "Browser",
    "Document",
    "OpenPage",
    "OperatedPage",
    "find_chromium",
    "is_available",
    "snapshot_script",
]
