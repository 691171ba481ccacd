"""Pages of a made-up town for measuring speed: different texts, one style sheet, a fault here and there."""

from pathlib import Path

STYLE = """body { margin: 0 auto; max-width: 60em; color: #222; background: #fff; line-height: 1.7 }
nav a { padding: .3em .8em; color: #003f8a } table { border-collapse: collapse } td, th { border: 1px solid #666 }
.note { color: #767676 } .faint { color: #aaa } @media (min-width: 40em) { nav ul { display: flex } }"""
SUBJECTS = ("ごみと資源", "国民健康保険", "保育園", "図書館", "水道", "住民票", "防災", "道路", "公園", "健診")


def write_site(folder: Path, count: int) -> list[str]:
    """Write `count` pages and what they share into a folder; give their file names. Page 0 leads to all of them."""
    (folder / "style.css").write_text(STYLE, encoding="utf-8")
    names = [f"p{number}.html" for number in range(count)]
    for number, name in enumerate(names):
        (folder / name).write_text(page(number, names), encoding="utf-8")
    return names


def page(number: int, names: list[str]) -> str:
    """One page: a menu, eight parts with a list and a table each, a form; about 400 elements."""
    subject = SUBJECTS[number % len(SUBJECTS)]
    menu = "".join(f"<li><a href='p{k % len(names)}.html'>{word}のご案内</a></li>" for k, word in enumerate(SUBJECTS))
    parts = "".join(part(number, k, subject) for k in range(8))
    further = [f"<li><a href='{name}'>{name[1:-5]}番の案内</a></li>" for name in (names if number == 0 else names[:5])]
    fault = ("<img src='none.png'>", "<p class=faint>うすい文字です。</p>", "<p>ﾊﾟｿｺﾝの席</p>", "")[number % 4]
    return f"""<!DOCTYPE html><html lang=ja><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>{subject} {number} | みどり市</title><link rel=stylesheet href=style.css>
<header><a href="p0.html">みどり市</a><nav aria-label="おもな案内"><ul>{menu}</ul></nav></header>
<main><h1>{subject}のお知らせ {number}</h1>{parts}{fault}
<form><p><label for=q>探したい言葉</label> <input id=q name=q></p><button>探す</button></form>
<ul>{"".join(further)}</ul></main><footer><p>みどり市役所 電話 <a href="tel:0123456789">0123-45-6789</a></p></footer>"""


def part(number: int, k: int, subject: str) -> str:
    """One section of a page."""
    rows = "".join(f"<tr><th scope=row>{month}月</th><td>{number + month + k}件</td></tr>" for month in range(1, 9))
    points = "".join(f"<li>{subject}の{n}つめの手続きは、窓口で{n * 10}分ほどかかります。</li>" for n in range(1, 6))
    return f"""<section><h2>{subject}の手続き その{k + 1}</h2><p>次の<strong>持ち物</strong>をご用意ください。</p>
<ul>{points}</ul><table><caption>受け付けた件数</caption><tr><th scope=col>月</th><th scope=col>件数</th></tr>{rows}</table>
<p class=note>くわしくは<a href="p{k}.html">{SUBJECTS[k]}の案内</a>をご覧ください。</p></section>"""
