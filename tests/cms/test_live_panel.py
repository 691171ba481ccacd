"""The panel beside the page editor: judged from the form as it stands, at the place where each fault is typed."""

import json
from dataclasses import replace
from io import BytesIO
from urllib.request import urlopen

import pytest
from django.urls import reverse
from pypdf import PdfWriter
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from a11y_checker.checker import Checker
from a11y_checker.results import Report, RuleInfo, RuleResult
from a11y_checker.wagtail_app.judging import render_page
from a11y_checker.wagtail_app.live import browser_check
from a11y_checker.wagtail_app.live.draft import judge_draft
from a11y_checker.wagtail_app.live.hooks import replace_content_checker
from a11y_checker.wagtail_app.live.leaves import mark_page
from a11y_checker.wagtail_app.live.offers import find_offers
from a11y_checker.wagtail_app.live.reviews import review_leaves
from a11y_checker.wagtail_app.models import Answer, DraftCheck
from cms.accessibility import review_texts
from cms.models import ArticlePage
from tests.factories.files import make_document

pytestmark = pytest.mark.django_db
TEXT, STEPS, FIRST, SECOND = (f"8a1c0a34-0000-4000-8000-00000000000{n}" for n in range(1, 5))
TABLE = "8a1c0a34-0000-4000-8000-000000000005"


def stream(*blocks: tuple[str, object, str]) -> str:
    return json.dumps([{"type": kind, "value": value, "id": key} for kind, value, key in blocks])


@pytest.fixture
def page(staffed, health_page):
    health_page.body = stream(
        ("text", "<p>まず読む。くわしくは電話で。</p>", TEXT),
        (
            "steps",
            [
                {"type": "item", "id": FIRST, "value": {"title": "電話する", "text": "<p>日　時：4月1日</p>"}},
                {
                    "type": "item",
                    "id": SECOND,
                    "value": {"title": "会　場", "text": "<p><a href='https://example.com/b'>こちら</a></p>"},
                },
            ],
            STEPS,
        ),
        (
            "table",
            {
                "row_header": True,
                "table": {
                    "columns": [{"type": "text", "heading": "会場"}, {"type": "text", "heading": "日"}],
                    "rows": [{"values": ["公民館", "定　員：10人"]}],
                    "caption": "日程",
                },
            },
            TABLE,
        ),
    )
    return health_page


@pytest.fixture
def editor(client, staffed, make_user):
    client.force_login(make_user("hensyu", "健康課 編集"))
    return client


def post(client, page, body: list, **extra: str):
    """Send the form of the page with these blocks: (kind, value, id)."""
    values = {
        "title": page.title,
        "slug": page.slug,
        "answer": page.answer,
        "body-count": len(body),
        "review_on": page.review_on,
    }
    for number, (kind, value, key) in enumerate(body):
        block = {"type": kind, "value": value, "order": number, "deleted": "", "id": key}
        values |= nested_form_data({f"body-{number}": block})
    values |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    return client.post(reverse("accessibility_live", args=[page.pk]), {**values, **extra})


def test_marks_leave_no_trace_in_what_is_judged(page):
    plain = render_page(page).content.decode()
    leaves = mark_page(page, ArticlePage.get_edit_handler().get_form_class().base_fields)

    marked = render_page(page).content.decode()
    html, spans = leaves.unmark(marked)

    assert html == plain != marked
    assert {span.leaf.words for span in spans} >= {"がん検診", "電話する", "定　員：10人", "日程"}


def test_each_finding_leads_to_the_field_and_the_words(page):
    draft = judge_draft(page)
    spots = [(f.rule, spot.words, spot.path) for f in draft.report.findings if (spot := draft.spots.find(f)).path]

    steps = ("f:body", f"b:{STEPS}")
    assert ("word-space", "日　時", (*steps, f"b:{FIRST}", "p:text")) in spots
    assert ("word-space", "会　場", (*steps, f"b:{SECOND}", "p:title")) in spots
    assert ("word-space", "定　員", ("f:body", f"b:{TABLE}", "p:table", "c:0:1")) in spots
    assert {path for _, words, path in spots if words == "こちら"} == {(*steps, f"b:{SECOND}", "p:text")}


def test_second_of_equal_words_is_counted(page):
    page.body = stream(("text", "<p><a href='/a'>市の案内</a>と<b>こちら</b>と<a href='/b'>こちら</a></p>", TEXT))

    draft = judge_draft(page)
    spots = [draft.spots.find(finding) for finding in draft.report.findings]

    assert {spot.nth for spot in spots if spot.words == "こちら"} == {1}


def test_form_is_judged_without_being_saved(editor, page):
    answer = post(editor, page, [("text", rich_text("<p>日　時：4月1日</p>"), TEXT)]).json()

    assert answer["count"] == 1
    assert answer["summary"].startswith("直すところは1か所です。")
    assert "「日　時」は、言葉の途中に空白があります" in answer["html"]
    assert json.dumps(["f:body", f"b:{TEXT}"])[1:-1].replace('"', "&quot;") in answer["html"]
    assert "「日　時」を「日時」に直す" in answer["html"]
    page.refresh_from_db()
    assert page.latest_revision is None
    assert not page.body


def test_form_that_cannot_be_saved_is_judged_all_the_same(editor, page):
    body = [("image", {"image": {"image": "", "alt_text": "", "decorative": ""}, "caption": "会　場"}, TEXT)]

    answer = post(editor, page, body, title="").json()

    assert "「会　場」は、言葉の途中に空白があります" in answer["html"]


def test_new_page_is_judged_before_its_first_save(editor, page, health_section):
    values = {"title": "日　時", "body-count": 0, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}

    answer = editor.post(
        reverse("accessibility_live_add", args=["cms", "articlepage", health_section.pk]), values
    ).json()

    assert "「日　時」は、言葉の途中に空白があります" in answer["html"]
    assert json.dumps(["f:title"])[1:-1].replace('"', "&quot;") in answer["html"]


def test_answer_is_given_in_the_panel_and_kept(editor, page):
    body = [("text", rich_text("<p>くわしくは<a href='https://example.com/a'>こちら</a>。</p>"), TEXT)]
    html = post(editor, page, body).json()["html"]
    fingerprint = html.split('data-a11y-answer="yes" data-fingerprint="')[1].split('"')[0]
    extra = {"accessibility-fingerprint": fingerprint, "accessibility-answer": "yes"}

    settled = post(editor, page, body, **extra).json()["html"]

    assert f'data-fingerprint="{fingerprint}"' not in settled
    assert Answer.objects.get().user.username == "hensyu"
    assert f'data-fingerprint="{fingerprint}"' not in post(editor, page, body).json()["html"]
    other_target = [("text", rich_text("<p>くわしくは<a href='https://example.com/b'>こちら</a>。</p>"), TEXT)]
    assert 'data-a11y-answer="yes" data-fingerprint="' in post(editor, page, other_target).json()["html"]


def test_others_see_nothing(client, page, make_user):
    client.force_login(make_user("zei", "税務課 編集"))

    assert post(client, page, []).status_code == 302
    assert client.get(reverse("accessibility_browser_check", args=[page.pk])).status_code == 302


def test_editor_has_our_panel_in_the_place_of_wagtails(editor, page):
    text = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "data-a11y-live" in text
    assert "a11y_checker/live/panel" in text
    assert "data-checks-panel" not in text
    assert "checker-axe-configuration" not in text
    assert "data-a11y-open" in text


def test_safe_fixes_are_offered_one_by_one(page):
    page.body = stream(
        ("text", "<p>日　時：２０２６／４／１。電話：0794-63-1000</p>", TEXT),
        ("text", "<p><a href='/documents/3/chirashi.pdf'>ちらし</a></p>", SECOND),
        ("heading", "ＩＣＴ講座", FIRST),
    )
    leaves = mark_page(page, ["body"]).texts

    offers = [(offer.old, offer.new, offer.href) for offer in find_offers(leaves, lambda address: 120_000)]

    assert offers == [
        ("日　時", "日時", ""),
        ("２０２６／４／１", "2026年4月1日（水）", ""),
        ("0794-63-1000", "0794-63-1000", "tel:0794-63-1000"),
        ("ちらし", "ちらし（PDF：120キロバイト）", ""),
        ("ＩＣＴ", "ICT", ""),
    ]


def test_check_with_a_browser_says_when_there_is_none(editor, page, monkeypatch, tmp_path):
    page.save_revision()
    monkeypatch.setenv("A11Y_CHECKER_CHROMIUM", str(tmp_path / "none"))
    address = reverse("accessibility_browser_check", args=[page.pk])

    answer = editor.post(address).json()

    assert answer["is_waiting"] is False
    assert "ブラウザーがない" in answer["html"]
    assert DraftCheck.objects.get().revision == page.latest_revision_id
    assert editor.get(address).json() == answer


def test_untagged_file_leads_to_the_field_for_what_it_says(editor, health_section):
    stream, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(stream)
    document = make_document(name="techo.pdf", content=stream.getvalue())
    rows = [
        {
            "name": "申請書",
            "purpose": "",
            "who": "",
            "document": document.pk,
            "summary": "null",
            "bring-count": 0,
            "ORDER": 1,
        }
    ]
    values = {"title": "手帳", "body-count": 0, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    values |= nested_form_data({"forms": inline_formset(rows)})

    answer = editor.post(reverse("accessibility_live_add", args=["cms", "formspage", health_section.pk]), values)

    html = answer.json()["html"]
    assert "PDF にタグ（見出しや表などの構造）がありません。" in html
    assert "ファイルを開けない方のために、書いてあることをページにも書いてください。" in html
    assert json.dumps(["f:forms-0-summary"])[1:-1].replace('"', "&quot;") in html


def test_result_of_a_browser_arrives_with_its_places_and_without_what_is_known(editor, page, monkeypatch):
    page.body = stream(("text", "<p>日　時：4月1日</p><p>２０人まで参加できます。</p>", TEXT))
    page.save_revision()
    fetched = []

    def judge(url: str, settings) -> Report:
        fetched.append(urlopen(url).read().decode())
        report = Checker(replace(settings, browser=False)).check_html(fetched[0], url)
        only = [result for result in report.results if result.rule.id != "word-space"]
        return replace(report, results=(*only, make_result("contrast", only)))

    monkeypatch.setattr(browser_check, "judge_in_browser", judge)

    answer = editor.post(reverse("accessibility_browser_check", args=[page.pk])).json()

    assert "２０人まで" in fetched[0]
    assert answer["is_waiting"] is False
    assert "色の組み合わせ" in answer["html"]
    assert "全角の英数字" not in answer["html"]
    assert json.dumps(["f:body", f"b:{TEXT}"])[1:-1].replace('"', "&quot;") in answer["html"]


def make_result(rule: str, results: list) -> RuleResult:
    """A finding of another rule at the place of the one on full-width letters."""
    finding = next(finding for result in results for finding in result.findings if finding.block == TEXT)
    words = {"ja": "色の組み合わせ「２０」", "en": "colours"}
    return RuleResult(
        RuleInfo(rule, words, "serious"), failed=1, findings=(replace(finding, rule=rule, message=words),)
    )


def test_bar_on_pages_leads_those_who_may_edit_to_our_findings(page, make_user, rf):
    def render(*groups: str) -> str:
        request = rf.get("/")
        request.user = make_user(groups[0], *groups)
        items = [ContentCheckerItem()]
        replace_content_checker(request, items, page)
        assert not any(isinstance(item, ContentCheckerItem) for item in items)
        return "".join(item.render_html({"request": request}) for item in items)

    assert reverse("accessibility_panel", args=[page.pk]) in render("健康課 編集")
    assert render("税務課 編集") == ""


def put_into(page: ArticlePage, code: str) -> None:
    """Make a page one of another language, as a submitted translation is."""
    page.locale = Locale.objects.get_or_create(language_code=code)[0]
    Page.objects.filter(pk=page.pk).update(locale=page.locale)


def test_easy_japanese_is_judged_as_it_is_typed(editor, page):
    put_into(page, "ja-simple")
    html = "<p>水を飲んでください。</p><p><b>令和8年</b>に書類を提出してください。令和8年です。</p>"

    answer = post(editor, page, [("text", rich_text(html), TEXT)]).json()["html"]
    page.body = stream(("text", html, TEXT))
    review = review_leaves(page, judge_draft(page).leaves)
    offers = {(row.offer.old, row.offer.new, row.offer.nth) for row in review.rows if row.offer}

    assert "やさしい日本語になっていますか" in answer
    assert "「令和8年」を「2026年」に直す" in answer
    assert {("令和8年", "2026年", 0), ("令和8年", "2026年", 1), ("提出して", "出して", 0)} <= offers
    assert review.review.score < 100
    assert [(sentence.text, sentence.points < 100) for sentence in review.sentences] == [
        ("がん検診", True),
        ("令和8年に書類を提出してください。", True),
        ("令和8年です。", True),
    ]


def test_easy_japanese_about_disasters_is_read_in_haste(editor, page, settings):
    sentence = "家の中に水が入ってくるかもしれないときは、すぐに高い所へ行ってください。"
    scores = []
    for title in ("市の図書館", "災害のとき"):
        original = page.copy(update_attrs={"slug": f"p{len(scores)}", "title": title})
        easy = original.copy_for_translation(
            Locale.objects.get_or_create(language_code="ja-simple")[0], copy_parents=True
        )
        scores.append(review_texts(easy.specific, [sentence]).score)

    assert scores[1] < scores[0] == 100


def test_other_pages_are_not_judged_as_easy_japanese(editor, page):
    answer = post(editor, page, [("text", rich_text("<p>令和8年に提出してください。</p>"), TEXT)]).json()["html"]

    assert "やさしい日本語になっていますか" not in answer


def test_readability_of_an_english_page_is_measured_in_english(editor, page):
    put_into(page, "en")

    answer = post(editor, page, [("text", rich_text("<p>The office is open. Please come.</p>"), TEXT)]).json()["html"]

    assert "読みやすさ（フレッシュの式）" in answer
