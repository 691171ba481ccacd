"""What a change of content sets off."""

from django.apps import apps
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import page_published, page_unpublished, post_page_move

from a11y_checker.wagtail_app.gate import open_follow_up
from a11y_checker.wagtail_app.models import FollowUp
from cms.models import EmergencyNotice
from cms.page_cache import start_new_generation

# Records of these apps stand on public pages; so do pages, sites and files of Wagtail.
CONTENT_APPS = ("cms", "courses", "translations", "wagtailcore")
# Written at every request or draft, and never on a public page.
SILENT_MODELS = (
    "translations.storedtext",
    "translations.stringstate",
    "translations.checkrule",
    "wagtailcore.revision",
    "wagtailcore.referenceindex",
    "wagtailcore.pagelogentry",
    "cms.user",
    "courses.applicationdraft",
    "courses.lookupattempt",
    "courses.notification",
    "courses.accesslog",
)


def forget_pages_after_commit(**kwargs: object) -> None:
    """Start a new generation once the change is there for others to see."""
    transaction.on_commit(start_new_generation)


def follow_up_notice(instance: EmergencyNotice, created: bool, **kwargs: object) -> None:
    """A notice goes out at once; that somebody looks at it and its page afterwards is written down."""
    if created and not instance.is_drill:
        open_follow_up(None, FollowUp.Cause.EMERGENCY, [], subject=str(instance))


def connect() -> None:
    """Listen to every model whose records stand on public pages, and to emergency notices."""
    post_save.connect(follow_up_notice, sender=EmergencyNotice, dispatch_uid="follow-up-notice")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(forget_pages_after_commit, dispatch_uid=f"page-cache-{id(signal)}")
    for app in CONTENT_APPS:
        for model in apps.get_app_config(app).get_models():
            if model._meta.label_lower in SILENT_MODELS or model.__name__.startswith("Historical"):
                continue
            for signal in (post_save, post_delete):
                signal.connect(forget_pages_after_commit, sender=model, dispatch_uid=f"page-cache-{model._meta.label}")
    m2m_changed.connect(forget_pages_after_commit, dispatch_uid="page-cache-m2m")
