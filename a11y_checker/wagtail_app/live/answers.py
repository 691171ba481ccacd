"""What a person says about a place where a machine cannot decide."""

from django.contrib.auth.base_user import AbstractBaseUser

from a11y_checker.results import Outcome
from a11y_checker.wagtail_app.live.draft import JudgedDraft
from a11y_checker.wagtail_app.models import Answer


def note_answer(draft: JudgedDraft, user: AbstractBaseUser, fingerprint: str, answer: str) -> None:
    """Remember "yes" (it can stay) or "no" about a question of the draft; a place that is gone by now is not noted."""
    findings = draft.report.findings if draft.report else ()
    asked = {finding.fingerprint: finding.rule for finding in findings if finding.outcome is Outcome.CANT_TELL}
    if draft.page.pk and fingerprint in asked and answer in ("yes", "no"):
        values = {"rule": asked[fingerprint], "is_fine": answer == "yes", "user": user}
        Answer.objects.update_or_create(page_id=draft.page.pk, fingerprint=fingerprint, defaults=values)
