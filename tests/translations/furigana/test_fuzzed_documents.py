"""Five hundred whole documents, broken by chance, come back byte for byte once our ruby is taken out.

test_html.py asks Hypothesis for short soups; here a whole page with head, menu, tables, forms, drawings and foreign text is
torn in each run at the same places (seeds 0 to 499): cut, doubled, swapped, strewn with stray bytes.
"""

import random

import pytest

from tests.translations.ruby_removal import OUR_RUBY, remove_ruby
from translations import Entry, add_ruby, shipped_dictionary

DOCUMENT = """<!DOCTYPE html>
<html lang="ja" data-ruby="on"><head><meta charset="utf-8"><title>小野市 住民票の写し</title>
<style>p::before { content: "漢字"; }</style><script>if (1 < 2) { document.title = "<p>漢字</p>"; }</script></head>
<body class='page "wide"'><!-- 見出し --><header><a href="/kurashi/?q=市&amp;p=1" title="小野市へ">小野市</a></header>
<nav aria-label="主なメニュー"><ul><li><a href=/kurashi/>くらし</a><li><a href=/bosai/>防災・安全</a></ul></nav>
<main id=main><h1>住民票の<b>写</b>しを取る</h1>
<p>8月1日（金）から、王子町の<em>好古館</em>で2人まで三百円です。<br>問い合わせは&nbsp;市民課へ。</p>
<p lang="en">City hall 市役所 <span lang=ja>市役所</span></p><p translate=no data-ruby="off">漢字</p>
<ruby>市場<rt>いちば</rt></ruby>と市場（いちば）と&#24066;&#x5834;
<table><caption>料金表</caption><thead><tr><th scope=col>区分<th>金額<tbody><tr><td>大人<td>1,000円</table>
<form><label for=a>お名前（漢字）</label><input id=a value="小野 太郎" placeholder='山田花子'><textarea>下書き</textarea>
<select><option>市内<option selected>市外</select><button type=submit>申し込む</button></form>
<pre><code>echo 漢字</code></pre><svg viewBox="0 0 1 1"><title>地図</title><text>本町</text><path d="M0 0"/></svg>
<dl><dt>日時<dd>毎月第二土曜日<dd>午前十時</dl><details><summary>詳しく</summary>㍿髙橋 𠮷野家 １日 申込書</details>
<iframe title="動画">漢字</iframe></main><footer><p>© 小野市 〒675-1380 兵庫県小野市中島町531</footer></body></html>
"""
STRAY = [
    "<",
    ">",
    '"',
    "'",
    "&",
    "&#",
    "</",
    "<!--",
    "-->",
    "\0",
    "\r",
    "\ud800",
    "</p>",
    "<b>",
    "<svg>",
    "</script>",
    "漢字",
]
VARIANTS = (
    {},
    {"grade": 2},
    {"once": True},
    {"dictionary": shipped_dictionary().with_entries([Entry("市", "いち"), Entry("住民票", "すみたみふだ")])},
)


def tear(seed: int) -> str:
    """Give the document with one to twelve wounds."""
    chance = random.Random(seed)
    html = DOCUMENT
    for _wound in range(chance.randint(1, 12)):
        start = chance.randrange(len(html))
        end = min(len(html), start + chance.randint(0, 60))
        piece, kind = html[start:end], chance.randrange(4)
        if kind == 0:
            html = html[:start] + html[end:]
        elif kind == 1:
            html = html[:end] + piece + html[end:]
        elif kind == 2:
            html = html[:start] + piece[::-1] + html[end:]
        else:
            html = html[:start] + chance.choice(STRAY) + html[start:]
    return html


@pytest.mark.parametrize("first", range(0, 500, 50))
def test_torn_documents_come_back_byte_for_byte(first):
    documents = [tear(seed) for seed in range(first, first + 50)]

    written = [add_ruby(html, **VARIANTS[n % len(VARIANTS)]) for n, html in enumerate(documents)]

    assert [remove_ruby(html) for html in written] == documents
    assert sum(len(OUR_RUBY.findall(html)) for html in written) > 50 * 10  # most of the page is still read
