"""Who may see, change and publish what. Acceptance 5 of the Foundation stands here."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.images.models import Image
from wagtail.models import Collection, GroupPagePermission, Page, Workflow, WorkflowPage
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from cms.models import ArticlePage, CityImage, EmergencyNotice, PlanPage, WebOfficerTask
from cms.roles import COMMON_FOLDER, set_up_department

pytestmark = pytest.mark.django_db


@pytest.fixture
def health_editor(staffed, make_user, client):
    user = make_user("hensyu", "健康課 編集")
    client.force_login(user)
    return user


@pytest.fixture
def health_approver(staffed, make_user):
    return make_user("syonin", "健康課 承認")


def page_form(page, **extra) -> dict:
    return {
        "title": page.title,
        "slug": page.slug,
        "answer": "新しい答えです。",
        "review_on": "2030-01-01",
        "body-count": "0",
        "department": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **extra,
    }


def test_editor_changes_a_page_of_the_own_department(client, health_editor, health_page):
    response = client.post(reverse("wagtailadmin_pages:edit", args=[health_page.pk]), page_form(health_page))

    health_page.refresh_from_db()
    assert response.status_code == 302
    assert health_page.get_latest_revision().as_object().answer == "新しい答えです。"


def test_editor_cannot_open_a_page_of_another_department_and_is_told_why(client, health_editor, tax_page):
    response = client.get(reverse("wagtailadmin_pages:edit", args=[tax_page.pk]), follow=True)

    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_home")
    message = str(next(iter(response.context["messages"])))
    assert message == (
        "「固定資産税」は税務課が受け持っています。ここで見たり直したりできるのは、税務課の編集担当だけです。"
        "直してほしいことは、税務課（0794-00-0002）に伝えてください。"
    )


def test_editor_cannot_change_a_page_of_another_department(client, health_editor, tax_page):
    client.post(reverse("wagtailadmin_pages:edit", args=[tax_page.pk]), page_form(tax_page))

    tax_page.refresh_from_db()
    assert (tax_page.answer, tax_page.get_latest_revision()) == ("毎年かかる税金です。", None)


def test_editor_sees_only_the_own_pages_in_the_list(client, health_editor, section, health_page, tax_page):
    response = client.get(reverse("wagtailadmin_explore", args=[section.pk]), follow=True)

    html = response.content.decode()
    assert health_page.title in html
    assert tax_page.title not in html


def test_editor_cannot_publish(client, health_editor, health_page):
    client.post(
        reverse("wagtailadmin_pages:edit", args=[health_page.pk]), page_form(health_page, **{"action-publish": "1"})
    )

    health_page.refresh_from_db()
    assert health_page.answer == "年に1回受けられます。"
    assert health_page.has_unpublished_changes


def test_editor_is_told_who_publishes(client, health_editor, health_page):
    response = client.get(reverse("wagtailadmin_pages:edit", args=[health_page.pk]))

    assert "書いたり直したりできますが、公開はできません" in response.content.decode()
    assert "「健康課の承認に提出する」" in response.content.decode()


def test_page_goes_live_when_the_approver_approves(client, health_editor, health_approver, health_page):
    url = reverse("wagtailadmin_pages:edit", args=[health_page.pk])
    client.post(url, page_form(health_page, **{"action-submit": "1"}))
    task_state = health_page.current_workflow_task_state

    assert task_state.task.name == "健康課の承認担当の確認"
    client.force_login(health_approver)
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[health_page.pk, "approve", task_state.pk]))

    health_page = ArticlePage.objects.get(pk=health_page.pk)
    assert (health_page.answer, health_page.current_workflow_state) == ("新しい答えです。", None)


def test_approver_cannot_go_round_the_workflow(client, health_approver, health_page):
    client.force_login(health_approver)

    client.post(
        reverse("wagtailadmin_pages:edit", args=[health_page.pk]), page_form(health_page, **{"action-publish": "1"})
    )

    health_page.refresh_from_db()
    assert health_page.answer == "年に1回受けられます。"


def test_listed_kind_waits_for_the_web_officer(settings, client, health_editor, health_approver, health_page):
    settings.WEB_OFFICER_PAGE_TYPES = ["cms.ArticlePage"]
    client.post(
        reverse("wagtailadmin_pages:edit", args=[health_page.pk]), page_form(health_page, **{"action-submit": "1"})
    )
    first = health_page.current_workflow_task_state
    client.force_login(health_approver)
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[health_page.pk, "approve", first.pk]))

    health_page = ArticlePage.objects.get(pk=health_page.pk)
    assert health_page.answer == "年に1回受けられます。"
    assert isinstance(health_page.current_workflow_task_state.task.specific, WebOfficerTask)


def test_editor_cannot_delete_another_departments_file(client, health_editor, zeimu):
    from tests.factories.files import make_document

    document = make_document("税務課")

    response = client.post(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "changed"})

    document.refresh_from_db()
    assert (response.status_code, document.title) == (302, "sample")


def test_department_can_be_set_up_twice(kenko, health_section, staffed):
    before = (GroupPagePermission.objects.count(), Workflow.objects.count())

    set_up_department(kenko, [health_section])

    assert (GroupPagePermission.objects.count(), Workflow.objects.count()) == before


def test_emergency_desk_publishes_notices_and_nothing_else(client, staffed, make_user, kenko, health_page):
    from tests.factories.emergency import make_phrase

    client.force_login(make_user("kinkyu", "緊急情報担当"))
    phrase = make_phrase()
    data = {
        "phrase": phrase.pk,
        "place": "中島町",
        "level": "",
        "sender": kenko.pk,
        "starts_at": "2026-11-01 09:00",
        "expires_at": "2026-11-02 09:00",
        "action_text": "",
    }

    client.post(reverse("wagtailsnippets_cms_emergencynotice:add"), data)
    refused = client.get(reverse("wagtailadmin_pages:edit", args=[health_page.pk]))

    assert [notice.place for notice in EmergencyNotice.objects.all()] == ["中島町"]
    assert refused.status_code == 302


def test_plans_are_listed_for_the_web_officer(settings):
    assert PlanPage._meta.label in settings.WEB_OFFICER_PAGE_TYPES


def test_editor_uploads_to_the_own_folder_and_uses_the_common_one(health_editor):
    image_policy = CollectionOwnershipPermissionPolicy(CityImage, auth_model=Image, owner_field_name="uploaded_by_user")
    own, common, foreign = (Collection.objects.get(name=name) for name in ("健康課", COMMON_FOLDER, "税務課"))

    assert list(image_policy.collections_user_has_permission_for(health_editor, "add")) == [own]
    usable = set(image_policy.collections_user_has_any_permission_for(health_editor, ["add", "change", "choose"]))
    assert usable == {own, common}
    assert foreign not in usable


def test_new_page_without_an_address_gets_one_from_its_reading(client, health_editor, health_section):
    url = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", health_section.pk])
    form = {
        "title": "公民館の使い方",
        "slug": "",
        "answer": "",
        "review_on": "2030-01-01",
        "body-count": "0",
        "department": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }

    client.post(url, form)
    client.post(url, form)

    made = ArticlePage.objects.filter(title="公民館の使い方").order_by("pk")
    assert [(page.slug, page.department) for page in made] == [
        ("kouminkan-tsukaikata", health_section.department),
        ("kouminkan-tsukaikata-2", health_section.department),
    ]


def test_dashboard_shows_the_own_sections_and_the_manual(client, health_editor, health_section, tax_section):
    html = client.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("wagtailadmin_explore", args=[health_section.pk]) in html
    assert reverse("wagtailadmin_explore", args=[tax_section.pk]) not in html
    assert reverse("manual") in html


def test_manual_opens_in_the_admin_only_for_staff(client, health_editor):
    assert client.get(reverse("manual")).status_code == 200
    assert client.get(reverse("manual_page", args=["no-such-page"])).status_code == 404
    client.logout()
    assert client.get(reverse("manual")).status_code == 302


def test_form_that_nobody_touched_has_not_changed(health_editor, health_page):
    form_class = health_page.get_edit_handler().get_form_class()

    form = form_class(
        {**page_form(health_page), "answer": health_page.answer, "review_on": health_page.review_on.isoformat()},
        instance=health_page,
        for_user=health_editor,
        parent_page=health_page.get_parent(),
    )

    assert {name for name in form.changed_data if not name.startswith("comment")} == set()


def test_panel_says_what_comes_next(client, health_editor, health_approver, health_page):
    url = reverse("wagtailadmin_pages:edit", args=[health_page.pk])
    client.post(url, page_form(health_page, **{"action-submit": "1"}))

    seen_by_editor = client.get(url).content.decode()
    client.force_login(health_approver)
    seen_by_approver = client.get(url).content.decode()

    assert "このページは承認を待っています。" in seen_by_editor
    assert "このページの承認を頼まれています。" in seen_by_approver


def test_editor_of_a_returned_page_reads_why(client, health_editor, health_approver, health_page):
    url = reverse("wagtailadmin_pages:edit", args=[health_page.pk])
    client.post(url, page_form(health_page, **{"action-submit": "1"}))
    health_page.current_workflow_task_state.reject(user=health_approver, comment="電話番号を足してください")

    html = client.get(url).content.decode()

    assert "このページは差し戻されています。" in html
    assert "「電話番号を足してください」" in html
    assert "「健康課の承認に再提出する」" in html


@pytest.mark.parametrize("was_live", [True, False])
def test_approving_in_the_editor_publishes_and_says_so(client, health_editor, health_approver, health_page, was_live):
    ArticlePage.objects.filter(pk=health_page.pk).update(live=was_live)
    url = reverse("wagtailadmin_pages:edit", args=[health_page.pk])
    client.post(url, page_form(health_page, **{"action-submit": "1"}))
    client.force_login(health_approver)

    approval = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    response = client.post(url, page_form(health_page, **approval), follow=True)

    health_page = ArticlePage.objects.get(pk=health_page.pk)
    assert (health_page.answer, health_page.current_workflow_state) == ("新しい答えです。", None)
    assert "承認しました。ページが公開されました。" in [str(message) for message in response.context["messages"]]


def test_section_of_several_departments_belongs_to_the_web_officer(client, health_editor, section, kenko):
    section.department = kenko
    section.save()

    response = client.get(reverse("wagtailadmin_pages:edit", args=[section.pk]), follow=True)

    assert "ウェブ担当が受け持っています" in str(next(iter(response.context["messages"])))


def test_new_page_below_another_departments_section_is_refused_with_the_reason(client, health_editor, tax_section):
    response = client.get(reverse("wagtailadmin_pages:add_subpage", args=[tax_section.pk]), follow=True)

    assert "税務課が受け持っています" in str(next(iter(response.context["messages"])))


def test_wagtails_own_groups_are_gone(staffed):
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


def test_approval_that_comes_too_late_is_kept_as_a_draft_and_says_so(
    client, health_editor, health_approver, health_page
):
    client.force_login(health_approver)
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[health_page.pk]), page_form(health_page, **approval), follow=True
    )

    assert "ほかの人が先に進めました" in str(next(iter(response.context["messages"])))
    health_page.refresh_from_db()
    assert health_page.get_latest_revision().as_object().answer == "新しい答えです。"
    assert health_page.answer == "年に1回受けられます。"


@pytest.mark.parametrize("is_replaced", [True, False])
def test_workflow_that_the_city_chose_for_its_tree_stays(staffed, is_replaced):
    root = Page.get_first_root_node()
    own = Workflow.objects.create(name="市の承認")
    if is_replaced:
        WorkflowPage.objects.filter(page=root).update(workflow=own)
    else:
        WorkflowPage.objects.filter(page=root).delete()

    call_command("city_roles")
    call_command("city_roles")

    assert [row.workflow for row in WorkflowPage.objects.filter(page=root)] == ([own] if is_replaced else [])
    assert Workflow.objects.filter(name="ウェブ担当の承認").count() == 1


def test_wagtails_own_workflow_gives_way_to_the_citys(home):
    root = Page.get_first_root_node()
    sample, _is_new = Workflow.objects.get_or_create(name="Moderators approval")
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": sample})

    call_command("city_roles")

    assert WorkflowPage.objects.get(page=root).workflow.name == "ウェブ担当の承認"
