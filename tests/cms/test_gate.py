"""The publish gate: every door tried with a page that has a failure of level A; none lets it out silently."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from a11y_checker.wagtail_app.models import FollowUp, Passage, Waiver
from a11y_checker.wagtail_app.obstacles import GateClosedError
from cms.accessibility import is_emergency_page
from cms.models import ArticlePage, Department, EmergencyNotice, SectionPage
from cms.publishing import publish_approved
from cms.roles import make_city_groups, set_up_department
from tests.cms.conftest import make_department
from tests.cms.doors import (
    REFUSING_DOORS,
    SPACED_WORD,
    approve_from_the_list,
    body_of,
    publish_in_bulk,
    publish_in_editor,
    shown,
    start_workflow,
)
from tests.factories.emergency import make_phrase
from tests.factories.site import make_home

pytestmark = pytest.mark.django_db
GOOD_TEXT = "<p>くわしくは<a href='https://example.com/'>検診の予定表</a>を見てください。</p>"


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Departments, groups, workflows and pages, made once: each test changes them inside a transaction of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        home = make_home()
        kenko, zeimu = make_department("kenko", "健康課", 1), make_department("zeimu", "税務課", 2)
        section = home.add_child(instance=SectionPage(title="くらし", slug="kurashi", show_in_menus=True))
        health = section.add_child(instance=SectionPage(title="健診", slug="kenshin", department=kenko))
        tax = section.add_child(instance=SectionPage(title="税金", slug="zei", department=zeimu))
        health.add_child(instance=ArticlePage(title="がん検診", slug="gan", answer="年に1回受けられます。"))
        tax.add_child(instance=ArticlePage(title="固定資産税", slug="koteishisan", answer="毎年かかる税金です。"))
        make_city_groups()
        set_up_department(kenko, [health])
        set_up_department(zeimu, [tax])
        yield
        transaction.set_rollback(True)


@pytest.fixture
def staffed(db) -> None:
    """All of it is there."""


@pytest.fixture
def kenko(db) -> Department:
    return Department.objects.get(slug="kenko")


@pytest.fixture
def health_section(db) -> SectionPage:
    return SectionPage.objects.get(slug="kenshin")


@pytest.fixture
def health_page(db) -> ArticlePage:
    return ArticlePage.objects.get(slug="gan")


@pytest.fixture
def officer(client, staffed, make_user):
    user = make_user("web", "ウェブ担当")
    client.force_login(user)
    return user


@pytest.fixture
def failing(staffed, health_page):
    """A draft page whose text has a word with spaces between its letters."""
    health_page.live = False
    health_page.body = body_of(SPACED_WORD)
    health_page.save()
    health_page.save_revision()
    return health_page


def is_live(page) -> bool:
    return ArticlePage.objects.get(pk=page.pk).live


def test_draft_never_comes_from_nor_gets_into_the_cache_of_public_pages(client, failing):
    ArticlePage.objects.filter(pk=failing.pk).update(live=True, answer="公開中です。", body="[]")
    public = shown(client.get(failing.get_url()))

    draft = failing.latest_revision.as_object().make_preview_request()
    later = shown(client.get(failing.get_url()))

    assert "日　時" in draft.content.decode()
    assert later == public
    assert "日　時" not in later


@pytest.mark.parametrize("door", REFUSING_DOORS)
def test_door_refuses_and_says_what_where_and_how(client, failing, make_user, door):
    groups = ["健康課 承認"] if "approval" in door else ["ウェブ担当"]
    client.force_login(make_user("someone", *groups))

    response = REFUSING_DOORS[door](client, failing)

    text = shown(response)
    pages = ArticlePage.objects.exclude(title="固定資産税")
    assert not any(page.live or page.approved_schedule for page in pages)
    assert response.status_code == 200
    assert "公開していません" in text
    assert "場所：" in text
    assert "直し方：" in text
    assert not Passage.objects.exists()
    if "approval" in door:
        assert failing.current_workflow_state.is_active


def test_what_was_typed_is_kept_when_the_door_refuses(client, officer, failing):
    publish_in_editor(client, failing, title="新しい題")

    failing.refresh_from_db()
    assert failing.get_latest_revision_as_object().title == "新しい題"


def test_a_page_without_failures_goes_out_by_every_door(client, failing, make_user):
    failing.body = body_of(GOOD_TEXT)
    failing.save()
    failing.save_revision()
    client.force_login(make_user("someone", "健康課 承認", "ウェブ担当"))

    approve_from_the_list(client, failing)
    assert is_live(failing)
    failing.refresh_from_db()
    failing.unpublish()
    publish_in_bulk(client, failing)

    assert is_live(failing)
    assert {passage.route: passage.outcome for passage in Passage.objects.all()} == {
        "approval": "clean",
        "bulk": "clean",
    }


def test_bulk_names_each_failing_page_and_publishes_none(client, officer, failing, health_section):
    good = health_section.add_child(instance=ArticlePage(title="よいページ", slug="yoi", live=False))
    good.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = client.post(f"{url}?id={health_section.pk}&next=/kanri/", {"include_descendants": "on"}, follow=True)

    assert "がん検診" in shown(response)
    assert not is_live(failing)
    assert not is_live(good)


@pytest.mark.parametrize("way", ["publish_copies", "alias"])
def test_a_public_copy_is_refused(client, officer, failing, health_section, way):
    ArticlePage.objects.filter(pk=failing.pk).update(live=True)
    form = {"new_title": "写し", "new_slug": "utsushi", "new_parent_page": str(health_section.pk), way: "on"}

    response = client.post(reverse("wagtailadmin_pages:copy", args=[failing.pk]), form, follow=True)

    assert not ArticlePage.objects.filter(slug="utsushi").exists()
    assert "直し方：" in shown(response)


API_DOORS = {"publish": {}, "copy": {"keep_live": True}, "create_alias": {"update_slug": "utsushi"}}


def ask_api(client, page, action: str):
    """The API of Wagtail's admin, as a program of the city would use it."""
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    return client.post(url, API_DOORS[action], content_type="application/json")


@pytest.mark.parametrize("action", API_DOORS)
def test_the_api_refuses_and_says_why(client, officer, failing, action):
    ArticlePage.objects.filter(pk=failing.pk).update(live=action != "publish")

    response = ask_api(client, failing, action)

    assert response.status_code == 400
    assert "「日　時」" in response.json()["accessibility"][0]
    assert is_live(failing) == (action != "publish")
    assert not ArticlePage.objects.filter(title=failing.title).exclude(pk=failing.pk).exists()
    assert not Passage.objects.exists()


def test_the_api_publishes_what_has_no_failures(client, officer, failing):
    failing.body = body_of(GOOD_TEXT)
    failing.save()
    failing.save_revision()

    assert ask_api(client, failing, "publish").status_code == 200
    assert ask_api(client, failing, "copy").status_code == 201
    assert ArticlePage.objects.filter(title=failing.title, live=True).count() == 2
    assert Passage.objects.get(page=failing).route == "api"


@pytest.mark.parametrize("action", API_DOORS)
def test_the_api_asks_for_the_right_first(client, failing, make_user, action):
    client.force_login(make_user("hensyu", "税務課 編集"))

    response = ask_api(client, failing, action)

    assert response.status_code in (403, 404)
    assert not Passage.objects.exists()


def test_planned_page_is_judged_again_at_its_time(failing):
    revision = failing.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()

    call_command("publish_scheduled")
    call_command("publish_scheduled")

    task = FollowUp.objects.get()
    assert not is_live(failing)
    assert (task.page_id, task.cause) == (failing.pk, FollowUp.Cause.SCHEDULE)
    assert [finding["rule"] for finding in task.findings] == ["word-space"]


def test_planned_page_without_failures_goes_live_at_its_time(failing):
    failing.body = body_of(GOOD_TEXT)
    revision = failing.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()

    call_command("publish_scheduled")

    assert is_live(failing)
    assert not FollowUp.objects.exists()


def publish_by_code(page):
    page.save_revision().publish()
    return page


def publish_copy_by_code(page):
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk).copy(update_attrs={"slug": "utsushi"}, keep_live=True)


@pytest.mark.parametrize("way", [publish_by_code, publish_copy_by_code], ids=["import", "import of a copy"])
def test_what_comes_through_another_way_is_recorded_and_followed_up(failing, django_capture_on_commit_callbacks, way):
    with django_capture_on_commit_callbacks(execute=True):
        page = way(failing)

    task = FollowUp.objects.get(page_id=page.pk)
    passage = Passage.objects.filter(page_id=page.pk).first()
    assert (task.cause, passage.outcome) == (FollowUp.Cause.OTHER_WAY, Passage.Outcome.OTHER_WAY)
    assert passage.rules == ["word-space"]


def test_follow_up_closes_by_itself_when_the_public_page_is_mended(failing, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish_by_code(failing)
    failing.body = body_of(GOOD_TEXT)

    with django_capture_on_commit_callbacks(execute=True):
        publish_by_code(failing)

    assert FollowUp.objects.get().done_at is not None


def test_page_of_an_emergency_goes_out_at_once_and_is_followed_up(client, officer, kenko, failing):
    EmergencyNotice.objects.create(
        phrase=make_phrase(), place="小田町", sender=kenko, action_page=failing, action_text="ひなん所を見る"
    )

    publish_in_editor(client, failing)

    assert is_emergency_page(failing)
    assert is_live(failing)
    tasks = FollowUp.objects.filter(cause=FollowUp.Cause.EMERGENCY)
    assert set(tasks.values_list("page", flat=True)) == {failing.pk, None}
    assert Passage.objects.get().outcome == Passage.Outcome.EMERGENCY


def waive(client, page, **extra):
    url = reverse("accessibility_waive", args=[page.pk])
    day = timezone.localdate() + timedelta(days=30)
    form = {"reason": "検診の受付が明日から始まるためです。", "expires_on": day.isoformat(), **extra}
    return client.post(url, form, follow=True)


def test_officer_lets_a_page_through_with_reason_day_and_name(
    client, officer, failing, django_capture_on_commit_callbacks
):
    waive(client, failing)
    with django_capture_on_commit_callbacks(execute=True):
        publish_in_editor(client, failing)

    waiver = Waiver.objects.get()
    assert is_live(failing)
    assert (waiver.rule, waiver.granted_by_name, waiver.mended_at) == ("word-space", "web", None)
    assert waiver.history.get().history_user == officer
    report = shown(client.get(reverse("accessibility_waivers")))
    assert "検診の受付が明日から" in report
    assert not FollowUp.objects.exists()


def test_waiver_leaves_the_report_when_the_page_is_mended(client, officer, failing, django_capture_on_commit_callbacks):
    waive(client, failing)
    failing.body = body_of(GOOD_TEXT)

    with django_capture_on_commit_callbacks(execute=True):
        publish_by_code(failing)

    assert Waiver.objects.get().mended_at is not None
    assert "検診の受付が明日から" not in shown(client.get(reverse("accessibility_waivers")))


def test_expired_waiver_opens_nothing_and_stays_in_the_report(client, officer, failing):
    waive(client, failing)
    Waiver.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    publish_in_editor(client, failing)

    assert not is_live(failing)
    assert "期限切れ" in shown(client.get(reverse("accessibility_waivers")))


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"reason": "急ぎ"},
        {"expires_on": "2020-01-01"},
        {"expires_on": "2099-01-01"},
        {"expires_on": "?"},
    ],
)
def test_waiver_without_a_proper_reason_or_day_is_refused_and_keeps_what_was_typed(client, officer, failing, wrong):
    response = waive(client, failing, **wrong)

    assert not Waiver.objects.exists()
    assert wrong.get("reason", "検診の受付が明日から") in shown(response)


@pytest.mark.parametrize("groups", [("健康課 編集",), ("健康課 承認",), ("税務課 編集",)])
def test_only_the_officer_lets_pages_through(client, failing, make_user, groups):
    client.force_login(make_user("hensyu", *groups))

    waive(client, failing)

    assert not Waiver.objects.exists()


def test_closed_gate_raises_for_code_that_approves(failing):
    state = start_workflow(failing)

    with pytest.raises(GateClosedError):
        publish_approved(state)

    assert not is_live(failing)


def test_follow_ups_show_each_their_own_and_the_officer_settles_them(
    client, failing, make_user, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        publish_by_code(failing)
    task = FollowUp.objects.get()
    url, close = reverse("accessibility_follow_ups"), reverse("accessibility_close_follow_up", args=[task.pk])

    seen = {}
    for name, group in (("own", "健康課 編集"), ("other", "税務課 編集"), ("officer", "ウェブ担当")):
        client.force_login(make_user(name, group))
        seen[name] = "がん検診" in shown(client.get(url))
        client.post(close)
        task.refresh_from_db()
        assert (task.done_at is not None) == (name == "officer")

    assert seen == {"own": True, "other": False, "officer": True}
