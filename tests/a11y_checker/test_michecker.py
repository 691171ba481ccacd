"""Every miChecker item that static HTML decides is covered: a rule of the table finds the item's fault."""

import pytest

from a11y_checker import Settings, check_html
from a11y_checker.checker import available_rules
from a11y_checker.reference import michecker_rules
from a11y_checker.standards import michecker_items

# One faulty piece of HTML per item, written from the item's text alone. "<!", "<html": a whole document.
IMAGE = 'src="a.png"'
HEAD = '<html lang="ja"><head><title>本</title></head>'
TABLE = '<table><tr><th scope="col" id="h">本</th><th scope="col">日</th></tr><tr>{}<td>3日</td></tr></table>'
LONG = "図書館の館内の案内図。" * 15
MENU = '<p>{}</p><main id="m"><h1>本</h1></main>'

FAULTS = {
    "C_0.0": '<applet code="a.class"></applet>',
    "C_1.1": '<object data="a.svg" type="image/svg+xml"></object>',
    "C_13.0": '<p style="font-size: 12px">本</p>',
    "C_14.0": "<h1>図書館</h1><h3>本</h3>",
    "C_21.0": "<!DOCTYPE html>\n<html><head><title>本</title></head><body><p>本</p></body></html>",
    "C_21.1": '<!DOCTYPE html>\n<html lang="japanese_jp"><head><title>本</title></head><body><p>本</p></body></html>',
    "C_23.2": '<table role="presentation"><tr><th>本</th><td>雑誌</td></tr></table>',
    "C_27.0": '<iframe src="a.jpg" title="館内"></iframe>',
    "C_33.0": "<blink>本</blink>",
    "C_33.1": '<p style="text-decoration: blink">本</p>',
    "C_33.2": "<style>p { text-decoration: blink }</style><p>本</p>",
    "C_34.0": "<marquee>本</marquee>",
    "C_36.0": '<!DOCTYPE html>\n<html lang="ja"><title>本</title><meta http-equiv="refresh" content="30"><p>本</p></html>',
    "C_36.1": '<!DOCTYPE html>\n<html lang="ja"><title>本</title><meta http-equiv="refresh" content="5; url=/b"><p>本</p></html>',
    "C_38.0": '<p onmouseover="show()">本</p>',
    "C_48.0": "<bgsound src='a.wav'>",
    "C_48.1": '<applet code="a.class" alt="地図"></applet>',
    "C_48.2": "<center>本</center>",
    "C_48.3": "<dir><li>本</li></dir>",
    "C_48.4": "<isindex>",
    "C_48.5": "<listing>本</listing>",
    "C_48.7": '<acronym title="図書館">図</acronym>',
    "C_48.8": '<p align="center">本</p>',
    "C_51.0": "<!DOCTYPE html>\n<html lang='ja'><head><title>本</title></head><frameset><frame src='a.html'></frameset></html>",
    "C_51.1": '<iframe src="a.html"></iframe>',
    "C_51.4": "<!DOCTYPE html>\n<html lang='ja'><head><title>本</title></head><frameset><frame src='a.html' title=' '></frameset></html>",
    "C_51.5": '<iframe src="a.html" title=" "></iframe>',
    "C_54.1": '<fieldset><label><input type="radio" name="a">はい</label></fieldset>',
    "C_54.3": '<label><input type="radio" name="a">はい</label><label><input type="radio" name="a">いいえ</label>',
    "C_54.5": '<label><input type="checkbox" name="a">本</label><label><input type="checkbox" name="a">雑誌</label>',
    "C_57.2": '<p>本 <a href="/a"></a></p>',
    "C_57.3": '<p><a href="/a" title=" ">本</a></p>',
    "C_57.6": '<a href="/a"></a>',
    "C_58.0": '<p><a href="/a">予定の表</a> <a href="/b">予定の表</a></p>',
    "C_6.1": "<p>☆彡 ★☆★☆★☆ 本 ☆★☆★☆★</p>",
    "C_60.0": '<!DOCTYPE html>\n<html lang="ja"><head></head><body><p>本</p></body></html>',
    "C_60.1": '<!DOCTYPE html>\n<html lang="ja"><head><title>無題ドキュメント</title></head><body><p>本</p></body></html>',
    "C_79.0": '<p>名前 <input title=""></p>',
    "C_79.1": '<p><input id="n"><label for="n">名前</label></p>',
    "C_79.6": "<p>名前 <input></p>",
    "C_80.0": f'<img {IMAGE} alt="{LONG}">',
    "C_85.0": '<bgsound src="a.mid">',
    "C_89.1": f'<main><img {IMAGE} alt="夏の催しのちらし" width="600"><img {IMAGE} alt="地図" width="600"></main>',
    "C_90.0": '<style>.a:before { content: "必須" }</style><p class="a">名前</p>',
    "C_90.1": '<style>.a::after { content: "（必須）" }</style><p class="a">名前</p>',
    "C_300.0": f'<form><input type="image" {IMAGE} alt="画像"></form>',
    "C_300.1": f'<img {IMAGE} alt="館内" usemap="#m"><map name="m"><area href="/a" alt="画像1"></map>',
    "C_300.2": '<applet code="a.class" alt="アプレット"></applet>',
    "C_300.3": f'<form><input type="image" {IMAGE} alt="お 知 ら せ"></form>',
    "C_300.4": f'<form><input type="image" {IMAGE} alt=" "></form>',
    "C_331.0": "<table><tr><th>本</th><th>日</th></tr><tr><td>絵本</td><td>3日</td></tr></table>",
    "C_331.1": '<table><tr><th scope="colum">本</th><th scope="col">日</th></tr><tr><td>絵本</td><td>3日</td></tr></table>',
    "C_331.2": "<table><tr><td>種類</td><td>日</td></tr><tr><td>絵本</td><td>3日</td></tr></table>",
    "C_332.0": TABLE.format('<td id="x" headers="x">絵本</td>'),
    "C_332.1": TABLE.format('<td headers="none">絵本</td>'),
    "C_332.2": '<p id="p">本</p>' + TABLE.format('<td headers="p">絵本</td>'),
    "C_380.0": '<form action="/s"><label>名前 <input name="n"></label></form>',
    "C_422.0": '<p><a href="/a" accesskey="1">本</a> <a href="/b" accesskey="1">雑誌</a></p>',
    "C_423.0": '<p id="a">本</p><p id="a">雑誌</p>',
    "C_500.17": '<p style="color: #900">本</p>',
    "C_500.18": '<p style="background-color: #fee">本</p>',
    "C_500.19": '<p style="font-size: 10pt">本</p>',
    "C_500.20": "<style>p { font-size: 12px }</style><p>本</p>",
    "C_500.21": "<style>p { font-size: 3vw }</style><p>本</p>",
    "C_600.21": '<picture><source srcset="a.webp"></picture>',
    "C_700.0": '<nav aria-labelledby=""><a href="/a">本</a></nav>',
    "C_700.1": '<nav aria-labelledby="none"><a href="/a">本</a></nav>',
    "C_702.0": '<label>名前 <input aria-describedby=""></label>',
    "C_702.1": '<label>名前 <input aria-describedby="none"></label>',
    "C_703.5": '<div role="region">本</div>',
    "C_703.7": '<div role="heading">本</div>',
    "C_703.9": '<div role="group"><button>本</button></div>',
    "C_1000.0": f"<!DOCTYPE html>\n{HEAD}<body><p>本</p></body><body><p>本</p></body></html>",
    "C_1000.1": '<!DOCTYPE html>\n<html lang="ja"><body><head><title>本</title></head><p>本</p></body></html>',
    "C_1000.2": f"<!DOCTYPE html>\n{HEAD}<body><p>本</p></body></html><html></html>",
    "C_1000.3": '<!DOCTYPE html>\n<body><html lang="ja"><p>本</p></html></body>',
    "C_1000.4": '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">\n<html lang="ja"><head><title>本</title></head><p>本</p></html>',
    "C_1000.5": '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN">\n<title>本</title><p>本</p>',
    "C_1000.6": f'<!DOCTYPE html PUBLIC "-//MACHI//DTD A//JA">\n{HEAD}<body>本</body></html>',
    "C_1000.7": f"{HEAD}<body><p>本</p></body></html>",
    "C_1000.8": f'\ufeff<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN">\n{HEAD}<body>本</body></html>',
    "B_0": f"<img {IMAGE}>",
    "B_1": f'<form><input type="image" {IMAGE}></form>',
    "B_2": f'<img {IMAGE} alt="館内" usemap="#m"><map name="m"><area href="/a"></map>',
    "B_5": f'<form><input type="image" {IMAGE} alt="アイコン"></form>',
    "B_6": f'<img {IMAGE} alt="館内" usemap="#m"><map name="m"><area href="/a" alt="バナー"></map>',
    "B_8": '<p><a href="#none">本</a></p>',
    "B_9": f'<p><a href="/a"><img {IMAGE} alt="本を探す"></a> <a href="/a">本を探す</a></p>',
    "B_14": '<h2 id="a">本</h2><p><a href="#a"></a></p>',
    "B_15": "<p>お 知 ら せ</p>",
    "B_18": '<p><a href="#none">本文へ</a></p><main id="m"><h1>本</h1></main>',
    "B_19": MENU.format('<a href="#m">次</a>'),
    "B_25": '<h2 id="a">本</h2><p><a href="#a" title="本"></a></p>',
    "B_26": MENU.format('<a href="#m" title="次"></a>'),
    "B_27": f'<img {IMAGE} alt="写真1">',
    "B_28": f'<figure><img {IMAGE} alt="本だな"><figcaption>本だな</figcaption></figure>',
    "B_29": f'<img {IMAGE} alt="案 内 図">',
    "B_30": f'<form><input type="image" {IMAGE} alt="検　索　中"></form>',
    "B_31": f'<img {IMAGE} alt="館内" usemap="#m"><map name="m"><area href="/a" alt="案 内 所"></map>',
    "B_33": '<p><a href="#pagetop">このページの先頭へ</a></p>',
    "B_34": f'<img {IMAGE} alt="ホ　ー　ル">',
    "B_37": '<form><input type="submit" value="お 申 込 み"></form>',
    "B_38": f'<img {IMAGE} alt="&nbsp;">',
}

MAPPED = {item.id: item for item in michecker_items() if item.criteria}


def test_every_item_with_a_criterion_has_an_example() -> None:
    assert len(MAPPED) == 103
    assert set(FAULTS) == set(MAPPED)


@pytest.mark.parametrize("item", MAPPED)
def test_a_rule_of_the_table_finds_the_fault(item: str) -> None:
    piece = FAULTS[item]
    whole = piece.startswith(("<!", "<html", "\ufeff"))
    html = (
        piece
        if whole
        else f'<!DOCTYPE html>\n<html lang="ja"><head><title>図書館</title></head><body>{piece}</body></html>'
    )

    report = check_html(html.encode(), settings=Settings(level="AAA"))

    assert {finding.rule for finding in report.findings} & set(michecker_rules()[item])


def test_the_table_names_only_rules_and_items_that_exist() -> None:
    items = {item.id for item in michecker_items()}
    rules = {rule.id for rule in available_rules()}

    assert {rule for item in michecker_items() for rule in item.also} <= rules
    assert {item for rule in available_rules() for item in rule.michecker} <= items | {"B_35"}
