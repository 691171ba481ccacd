"""Accessible names, by the steps of Accessible Name and Description Computation 1.2."""

import pytest

from a11y_checker.accname import accessible_name, description
from a11y_checker.page import parse


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<a id=t href=x>本の<b>予約</b></a>", "本の予約"),
        ("<a id=t href=x>  空白\n を <i> まとめる</i></a>", "空白 を まとめる"),
        ("<a id=t href=x><img src=a alt=予約>する</a>", "予約する"),
        ("<a id=t href=x><span aria-hidden=true>×</span>閉じる</a>", "閉じる"),
        ("<a id=t href=x aria-label=予約>詳細</a>", "予約"),
        ("<a id=t href=x aria-label=' '>詳細</a>", "詳細"),
        ("<a id=t href=x title=予約></a>", "予約"),
        ("<a id=t href=x><div>一</div><div>二</div></a>", "一 二"),
        ("<button id=t aria-labelledby='b a'>x</button><i id=a>一</i><i id=b>二</i>", "二 一"),
        ("<button id=t aria-labelledby=a>x</button><i id=a hidden>隠れた名前</i>", "隠れた名前"),
        ("<button id=t aria-labelledby='none'>名前</button>", "名前"),
        ("<button id=t aria-labelledby='t a' aria-label=削除>x</button><i id=a>申込書</i>", "削除 申込書"),
        ("<label for=t>お名前</label><input id=t>", "お名前"),
        ("<label>お名前 <input id=t></label>", "お名前"),
        ("<label>数 <input id=t value=3> 個</label>", "数 個"),
        ("<input id=t type=submit>", "送信"),
        ("<input id=t type=submit value=送る>", "送る"),
        ("<input id=t type=button>", ""),
        ("<input id=t placeholder=例>", "例"),
        ("<input id=t type=image alt=検索>", "検索"),
        ("<img id=t src=a alt=''>", ""),
        ("<img id=t src=a title=玄関>", "玄関"),
        ("<fieldset id=t><legend>希望</legend></fieldset>", "希望"),
        ("<table id=t><caption>席</caption></table>", "席"),
        ("<figure id=t><figcaption>橋</figcaption></figure>", "橋"),
        ("<svg id=t><title>星</title></svg>", "星"),
        ("<div id=t>文章</div>", ""),
        ("<div id=t role=button>押す</div>", "押す"),
        ("<h2 id=t><ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp></ruby>字</h2>", "漢字"),
        ("<a id=t href=x>量 <select><option>一</option><option selected>二</option></select></a>", "量 二"),
        ("<iframe id=t title=地図></iframe>", "地図"),
    ],
)
def test_accessible_name(html: str, name: str) -> None:
    page = parse(html)

    assert accessible_name(page.select("#t")[0], page) == name


def test_names_that_point_at_each_other_end() -> None:
    page = parse("<b id=t aria-labelledby=u role=button>一</b><b id=u aria-labelledby=t>二</b>")

    assert accessible_name(page.select("#t")[0], page) == "二"


def test_description() -> None:
    page = parse("<a id=t href=x aria-describedby=d>図書館</a><p id=d hidden>別ウィンドウで開きます</p>")

    assert description(page.select("#t")[0], page) == "別ウィンドウで開きます"
