"""What the city tells its accessibility checker. Named in the setting A11Y_CHECKER, never imported by the checker."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from a11y_checker.wagtail_app.gate import require_open
from a11y_checker.wagtail_app.live.reviews import Remark, Review
from a11y_checker.wagtail_app.models import YearlyTest
from cms.languages import EASY_JAPANESE
from cms.models import AccessibilityPage, AccessibilityResultPage, Department, EmergencyNotice
from translations import judge_easy
from translations.easy_japanese.vocabulary import load_easy_words
from translations.furigana.dictionary import load
from translations.wagtail_app.check_rules import rules_of
from translations.wagtail_app.easy_views import say_verdict
from translations.wagtail_app.state_models import CheckRule

# The lists of names among the sources of the furigana dictionary; its other rows are plain words.
NAME_SOURCES = ("Japan Post", "public name")


def local_readings() -> Mapping[str, str]:
    """Names of the city's places and houses that a stranger or a speech program misreads, with their reading in kana."""
    return {
        entry.surface: entry.reading
        for entry in load("furigana.tsv")
        if entry.source.startswith(NAME_SOURCES) and not entry.context
    }


def hard_words() -> Mapping[str, str]:
    """Words that many readers do not know, with easier ones."""
    return load_easy_words()


def review_texts(page: Page, texts: Sequence[str]) -> Review | None:
    """Judge the texts of a page in easy Japanese; None for a page in another language."""
    if page.locale.language_code != EASY_JAPANESE:
        return None
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    report = judge_easy("\n".join(texts), is_disaster=_is_about_disaster(page))
    is_english = (get_language() or "").startswith("en")
    remarks = []
    for finding in report.findings:
        number = bisect_right(starts, finding.start) - 1
        start = starts[number]
        sentence = None if finding.sentence is None else report.sentences[finding.sentence]
        remarks.append(
            Remark(
                text=number if sentence else None,
                start=finding.start - start,
                end=finding.end - start,
                sentence=sentence.text if sentence else "",
                points=sentence.score if sentence else None,
                why=finding.en if is_english else finding.ja,
                replacement=finding.replacement,
            )
        )
    return Review(_("Is it easy Japanese?"), report.score, say_verdict(report), tuple(remarks))


def _is_about_disaster(page: Page) -> bool:
    """Say whether the Japanese page is about disasters: the easy one is then read in haste."""
    if page.pk is None:
        return False
    original = page.get_translations().filter(locale__language_code=settings.LANGUAGE_CODE).first()
    return original is not None and rules_of([original])[original.pk].kind == CheckRule.Kind.DISASTER


def publish_result_page(test: YearlyTest, user) -> str:
    """Publish the page of a test's result below the accessibility statement; gives its address.

    user: None for a command on the server. Raises PermissionDenied for a person who may not publish there, and GateClosedError
    when what people wrote into notes or plan makes a page that some readers could not use.
    """
    parent = AccessibilityPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if parent is None:
        raise ObjectDoesNotExist("There is no accessibility statement. Make that page first.")
    if user is not None and not parent.permissions_for_user(user).can_publish_subpage():
        raise PermissionDenied
    page = AccessibilityResultPage.objects.child_of(parent).filter(test=test).first()
    is_new = page is None
    page = page or AccessibilityResultPage(slug=f"kekka-{test.fiscal_year}", test=test, live=False)
    page.title = f"{test.fiscal_year}年度のウェブアクセシビリティ試験の結果"
    page.answer = (
        f"{test.statement['wording']}しています。{test.fiscal_year}年度に試験をしたページと、達成した項目を公開します。"
    )
    if is_new:
        parent.add_child(instance=page)
    revision = page.save_revision(user=user)
    require_open(page, user, route="result", revision=revision)
    revision.publish(user=user)
    return page.get_url()


def is_emergency_page(page: Page) -> bool:
    """Say whether an emergency notice that is shown now leads to the page: it then says what to do, and cannot wait."""
    return EmergencyNotice.objects.active(timezone.now()).filter(action_page_id=page.pk).exists()


def find_department_addresses() -> Mapping[str, str]:
    """Return the e-mail address of each department by its name, "" where it has none: for the weekly list of findings."""
    return dict(Department.objects.values_list("name", "email"))
