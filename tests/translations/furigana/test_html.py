import re
import sys

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.translations.ruby_removal import OUR_RUBY, remove_ruby
from translations import Entry, InputError, add_ruby, shipped_dictionary


def short(html):
    """Write our ruby as 漢[かん]字[じ], in braces."""
    return OUR_RUBY.sub(
        lambda match: "{" + re.sub(r"<rp>（</rp><rt>([^<]*)</rt><rp>）</rp>", r"[\1]", match[1]) + "}", html
    )


def test_add_ruby_writes_valid_ruby():
    assert add_ruby("<p>漢字だ</p>") == (
        "<p><ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rp>（</rp><rt>じ</rt><rp>）</rp></ruby>だ</p>"
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # okurigana, inline tags
        ("取り引きを行う", "{取[と]}り{引[ひ]}きを{行[おこな]}う"),
        ("小<b>野</b>市", "{小[お]}<b>{野[の]}</b>{市[し]}"),
        ("<a href=x>小野</a>市", "<a href=x>{小[お]野[の]}</a>{市[し]}"),
        ("大<i>人</i>", "{大[おと]}<i>{人[な]}</i>"),
        ("<b>1</b>日（月）", "<b>1</b>{日[ついたち]}（{月[げつ]}）"),
        ("申<!-- x -->込", "{申[もうし]}<!-- x -->{込[こみ]}"),
        ("王子<wbr>町", "{王[おう]子[じ]}<wbr>{町[ちょう]}"),
        # brackets that hold no reading of the word before them
        ("市場（いちば）の市場（まいにち）", "市場（いちば）の{市[し]場[じょう]}（まいにち）"),
        # a block tag ends the word
        ("<td>王子</td><td>町</td>", "<td>{王[おう]子[じ]}</td><td>{町[まち]}</td>"),
        # entities
        ("&#x5C0F;&#37326;市&amp;県", "{&#x5C0F;[お]&#37326;[の]市[し]}&amp;{県[けん]}"),
        ("漢&nbsp;字&bogus;&", "{漢[かん]}&nbsp;{字[じ]}&bogus;&"),
        # language
        ('<p lang="en">漢字</p>漢字', '<p lang="en">漢字</p>{漢[かん]字[じ]}'),
        ("<p lang=zh-Hant>漢字<p>漢字", "<p lang=zh-Hant>漢字<p>{漢[かん]字[じ]}"),
        (
            "<div lang=en>漢字<span lang=ja-JP>漢字</span></div>",
            "<div lang=en>漢字<span lang=ja-JP>{漢[かん]字[じ]}</span></div>",
        ),
        ("<ul><li lang=en>漢字<li>漢字</ul>", "<ul><li lang=en>漢字<li>{漢[かん]字[じ]}</ul>"),
        ("<div lang=en>漢字<p>漢字</div>漢字", "<div lang=en>漢字<p>漢字</div>{漢[かん]字[じ]}"),
        ("<html lang=''>漢字", "<html lang=''>漢字"),
        ("<p title='a lang=en'>漢字", "<p title='a lang=en'>{漢[かん]字[じ]}"),
        # switched off
        ("<p data-ruby=off>漢字<b>漢字</b></p>字", "<p data-ruby=off>漢字<b>漢字</b></p>{字[じ]}"),
        ("<p data-ruby='OFF'>漢字</p>", "<p data-ruby='OFF'>漢字</p>"),
    ],
)
def test_add_ruby(html, expected):
    assert short(add_ruby(html)) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<ruby>漢字<rt>かんじ</rt></ruby>",
        "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
        "<code>漢字</code><pre>漢字</pre><kbd>漢字</kbd><samp>漢字</samp>",
        "<script>document.write('<p>漢字</p>')</script>",
        "<style>/* 漢字 */ p::after { content: '漢字' }</style>",
        "<textarea>漢字</textarea>",
        "<select><option>漢字<option>漢字</select>",
        "<title>漢字</title>",
        # its reading stands behind it already
        "好古館（こうこかん）",
        "<b>王子町</b>(おうじちょう)",
        "大人（おとな）と",
        "育ケ丘町（いくがおかちょう）",
        "<head><meta name=x content='漢字'></head>",
        "<svg><title>漢字</title><path d=''/><text>漢字</text></svg>",
        "<math><mi>漢</mi></math>",
        "<iframe>漢字</iframe>",
        "<template><p>漢字</p></template>",
        '<img alt="漢字"><input value="漢字" placeholder="漢字">',
        "<!-- 漢字 --><!doctype 漢字><?漢字?><![CDATA[漢字]]>",
        '<p class="漢字>" title=漢字">',
        "<p title='漢字",
        '<p title="漢字><b>漢字',
        "<!-- 漢字",
        "<!-->",
        "</漢字>",
        "<漢",
        "<script>漢字",
        "<script><!--<script>漢字</script>漢字",
        "<script><!-- <script>漢字</script>漢字 --></script>",
        "<script><!--></script><code>漢字</code>",
        "<plaintext>漢字</plaintext>漢字",
        "<xmp><p>漢字</xmp>",
    ],
)
def test_add_ruby_leaves_alone(html):
    changed = add_ruby(html)

    if html == "<漢":  # no tag: a browser shows it
        assert remove_ruby(changed) == html
    else:
        assert changed == html


def test_add_ruby_for_grade_leaves_known_words():
    assert short(add_ruby("山と頂上", grade=1)) == "山と{頂[ちょう]上[じょう]}"
    with pytest.raises(InputError):
        add_ruby("漢字", grade=7)


def test_add_ruby_takes_a_dictionary():
    dictionary = shipped_dictionary().with_entries([Entry("市民課", "しみんのまど")])

    assert short(add_ruby("<p>市民課</p>", dictionary=dictionary)) == "<p>{市民課[しみんのまど]}</p>"


def test_language_of_the_fragment_can_be_said():
    assert short(add_ruby("漢字<b lang=ja>字</b>", is_japanese=False)) == "漢字<b lang=ja>{字[じ]}</b>"


# Pieces of real and of broken HTML, to be put together at random.
PIECES = [
    *"漢 字 小野 市 王子町 1日 ２人 三ヶ月 取り引き 行う きょう ABC".split(),
    *["<p>", "</p>", "<p lang=en>", "<div>", "</div>", "<b>", "</b>", "<a href='漢字'>", "</a>", '<a title="漢>">'],
    *["<span lang=ja>", "</span>", "<code>", "</code>", "<ul><li>", "<li>", "</ul>", "<br>", "<br/>", "<img alt=漢字>"],
    *[
        "<ruby>漢<rt>かん</rt></ruby>",
        "<script>漢字</script>",
        "<script>",
        "</script>",
        "<style>漢</style>",
        "<svg>",
        "</svg>",
    ],
    *[
        "<title>漢</title>",
        "<textarea>",
        "</textarea>",
        "<!-- 漢字 -->",
        "<!--",
        "-->",
        "<!doctype html>",
        "<![CDATA[漢]]>",
    ],
    *[
        "&amp;",
        "&#x5C0F;",
        "&#37326;",
        "&",
        "&lt",
        "&notin;",
        "<",
        ">",
        '"',
        "'",
        "=",
        "/",
        "</",
        "<!",
        "<?",
        " ",
        "\n",
        "\r\n",
    ],
    *["<table><tr><td>", "</table>", "<option>", "<p data-ruby=off>", "<p x=漢字 y='", "<h1>", "</h1>", "\x00", "<i/>"],
]
SOUP = st.lists(st.sampled_from(PIECES) | st.text("<>&/\"'= a漢字小野市日13;#x-!\n", max_size=6), max_size=25).map(
    "".join
)


@settings(max_examples=400, deadline=None)
@given(SOUP)
@example("<p x=漢字 y='漢字>漢字")
@example("<script><!--<script>漢字</script>漢字")
@example("<a title=\"漢>\"b='漢'>漢字</a>")
def test_removing_our_ruby_gives_back_the_source(html):
    assert remove_ruby(add_ruby(html)) == html


def shape(element):
    """Give a tree as nested lists, our ruby taken out, runs of text joined."""
    tag = element.tag if isinstance(element.tag, str) else "#other"
    parts = [element.text or ""]
    for child in element:
        if child.tag == "ruby" and [part.tag for part in child[:3]] == ["rp", "rt", "rp"]:
            parts[-1] += (child.text or "") + "".join(part.tail or "" for part in child)
        else:
            parts += [shape(child), ""]
        parts[-1] += child.tail or ""
    return [tag, sorted(element.attrib.items()), *parts]


@settings(max_examples=300, deadline=None)
@given(SOUP)
def test_browsers_see_the_same_document_but_for_the_ruby(html):
    before, after = (
        html5lib.parse(source, treebuilder="etree", namespaceHTMLElements=False) for source in (html, add_ruby(html))
    )

    assert shape(after) == shape(before)


def count_calls(html: str) -> int:
    """How many Python functions are called for a text: work that no load of the machine changes."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        add_ruby(html)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("part", ["<p>小野市の図書館で&amp;講座を開きます。</p>\n", "&#28450;字"])
def test_work_grows_in_proportion_to_the_text(part):
    add_ruby(part)  # loads the dictionary

    small, large = count_calls(part * 50), count_calls(part * 1000)

    assert large < 25 * small
