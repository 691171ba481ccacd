"""Pieces of HTML are taken apart and put together again; a link is never lost."""

import pytest

from translations.segments import parse, restore_line

WORDS = {"申請書": ["application form"], "郵送": ["mail"], "地図": ["map"], "市の地図": ["map of the city"]}


def put_back(source, target):
    return restore_line(parse(source).lines[0], target, lambda words: WORDS.get(words, []))


def test_ruby_leaves_no_reading():
    assert parse("市役所（<ruby>小野<rp>（</rp><rt>おの</rt><rp>）</rp></ruby>）&amp;").text == "市役所（小野）&"


def test_lines_and_links_are_found():
    segment = parse('<b>地震<br/>台風</b> <a id="a1">地図</a>')

    assert segment.text == "地震\n台風 地図"
    assert [[(e.name, e.start, e.end) for e in line.elements] for line in segment.lines] == [
        [("b", 0, 2)],
        [("b", 0, 2), ("a", 3, 5)],
    ]
    assert segment.links == ["a1"]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            '<a id="a1">申請書</a>を<b>郵送</b>',
            "Please Mail the application form",
            'Please <b>Mail</b> the <a id="a1">application form</a>',
        ),
        ('<a id="a1">市の<b>地図</b></a>', "The map of the city", '<a id="a1">The <b>map</b> of the city</a>'),
        ('<a id="a1">地図</a>と<a id="a2">地図</a>', "map and map", '<a id="a1">map</a> and <a id="a2">map</a>'),
        ("<b>申請書</b>を", "the form <i>", "the form &lt;i&gt;"),
    ],
)
def test_elements_are_put_back(source, target, expected):
    assert put_back(source, target).html == expected


def test_a_link_without_a_place_stands_behind():
    restored = put_back('<a id="a1">地図</a>を<em>見る</em>', "Look & see")

    assert restored.html == 'Look &amp; see <a id="a1">map</a>'
    assert (restored.moved_links, restored.lost_formats) == (("a1",), ("em",))
