"""Search over the pages, on whichever database the suite runs."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from cms.models import ArticlePage
from cms.views.search import RESULTS_PER_PAGE, find_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(section, zeimu):
    def add(title: str, answer: str, slug: str, **fields) -> ArticlePage:
        return section.add_child(
            instance=ArticlePage(title=title, answer=answer, slug=slug, department=zeimu, **fields)
        )

    made = {
        "hall": add("公民館の使い方", "部屋を借りられます。", "kominkan"),
        "waste": add("粗大ごみの出し方", "電話で申し込みます。", "sodai"),
        "card": add("マイナンバーカード", "受け取りには予約が要ります。", "card"),
        "toilet": add("多目的トイレ・おむつ台", "児童手当の窓口の前にあります。", "toilet"),
        "queue": add("並ぶところ", "列に並んで、箱に入れると係が来ます。歩かぬ方は車いすでどうぞ。", "queue"),
        "draft": add("公民館の下書き", "まだ公開していません。", "draft", live=False),
    }
    call_command(
        "rebuild_modelsearch_index" if has_command("rebuild_modelsearch_index") else "update_index", verbosity=0
    )
    return made


def has_command(name: str) -> bool:
    from django.core.management import get_commands

    return name in get_commands()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公民館", ["hall"]),
        ("こうみんかん", ["hall"]),
        ("コウミンカン", ["hall"]),
        ("粗大ゴミ", ["waste"]),
        ("そだいごみ", ["waste"]),
        ("ﾏｲﾅﾝﾊﾞｰ", ["card"]),
        ("マイナンバー", ["card"]),
        ("部屋　借りる", ["hall"]),
        ("公民館 電話", []),
        ("予約", ["card"]),
        ("駅", []),
        ("トイレ", ["toilet"]),
        ("といれ", ["toilet", "queue"]),
        ("児童てあて", ["toilet"]),
        ("ぬぬぬ", []),
        ("きごう", []),
        ("箱に入れる", ["queue"]),
        ('"公民館" OR (', []),
        ("'; DROP TABLE", []),
        ("%", []),
        ("", []),
    ],
)
def test_pages_are_found_by_word_by_part_and_by_sound(pages, text, found):
    assert find_pages(text) == [pages[name] for name in found]


def test_title_counts_more_than_text(pages, section):
    section.add_child(instance=ArticlePage(title="部屋の予約", slug="yoyaku", answer="公民館で受け付けます。"))

    assert [page.title for page in find_pages("公民館")] == ["公民館の使い方", "部屋の予約"]


@pytest.mark.parametrize(
    "query", ["?q=公民館", "?q=", "", "?q=ありません", "?q=公民館&page=abc", "?q=公民館&page=-1", "?q=" + "あ" * 5000]
)
def test_search_page_answers_whatever_is_asked(client, pages, query):
    assert client.get(reverse("search") + query).status_code == 200


def test_no_unwritable_character_comes_back(client, pages):
    assert b"\x00" not in client.get("/search/", {"q": "\x00ごみ"}).content


def test_results_are_paged(client, section):
    for number in range(RESULTS_PER_PAGE + 1):
        section.add_child(instance=ArticlePage(title=f"バスの時刻 {number}", slug=f"bus-{number}"))

    response = client.get(reverse("search"), {"q": "バス", "page": "2"})

    assert (response.context["total"], len(response.context["listed"])) == (RESULTS_PER_PAGE + 1, 1)


def test_result_tells_where_it_stands(client, pages):
    response = client.get(reverse("search"), {"q": "公民館"})

    assert [(result.page.title, result.trail) for result in response.context["listed"]] == [
        ("公民館の使い方", ["くらし"])
    ]
