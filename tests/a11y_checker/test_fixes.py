"""Safe fixes: what is mended, what is left alone, and that everything else stays to the byte."""

from collections.abc import Callable
from pathlib import Path

import pytest

from a11y_checker import cli
from a11y_checker.fixes import fix_html
from a11y_checker.fixes.files import readable
from a11y_checker.fixes.markup import split
from a11y_checker.fixes.on_disk import codec_of, fix_files

PAGE = "<!DOCTYPE html><html lang=ja><title>図書館 | みどり市</title><h1>図書館</h1>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # width
        ("ＩＣＴ講座は２０人まで", "ICT講座は20人まで"),
        ("第１条", "第１条"),
        ("ﾊﾟｿｺﾝ教室", "パソコン教室"),
        ("全角の「ＡＢＣ」で入力", "全角の「ＡＢＣ」で入力"),
        ("口座名義はﾔﾏﾀﾞ ﾀﾛｳ", "口座名義はﾔﾏﾀﾞ ﾀﾛｳ"),
        ("<pre>ＡＢＣ ﾊﾟｿｺﾝ 2026/3/1</pre>", "<pre>ＡＢＣ ﾊﾟｿｺﾝ 2026/3/1</pre>"),
        ('<img alt="ＡＢＣ" src="ＡＢＣ.png">', '<img alt="ＡＢＣ" src="ＡＢＣ.png">'),
        # spaces
        ("日　時：10時", "日時：10時"),
        ("林　誠", "林　誠"),
        ("<b>毎</b>日 時", "<b>毎</b>日 時"),
        ("日 時<b>計</b>", "日 時<b>計</b>"),
        ("<p>定　員</p><p>会 場", "<p>定員</p><p>会場"),
        # dates
        ("2026/3/1に", "2026年3月1日に"),
        ("2026.03.01", "2026年3月1日"),
        ("2026-03-01", "2026年3月1日"),
        ("2026/13/1", "2026/13/1"),
        ("2026/2/29", "2026/2/29"),
        ("3/1（日）", "3月1日（日）"),
        ("3/4の人", "3/4の人"),
        ("R8.3.1とH30.4.1", "令和8年3月1日と平成30年4月1日"),
        ("H32.4.1", "H32.4.1"),
        ("version 1.2026.3.1", "version 1.2026.3.1"),
        ("https://x.jp/2026/3/1/", "https://x.jp/2026/3/1/"),
        ("<p lang=en>2026/3/1<p>2026/3/1", "<p lang=en>2026/3/1<p>2026年3月1日"),
        ("<span translate=no>2026/3/1</span>", "<span translate=no>2026/3/1</span>"),
        ("{{ day }} {% if x == '2026/3/1' %}", "{{ day }} {% if x == '2026/3/1' %}"),
        ("<!-- 2026/3/1 --><script>'2026/3/1'</script>", "<!-- 2026/3/1 --><script>'2026/3/1'</script>"),
        # weekday
        ("日時：2026年3月1日 10時", "日時：2026年3月1日（日） 10時"),
        ("<dt>開催日<dd>令和8年3月1日", "<dt>開催日<dd>令和8年3月1日（日）"),
        ("<tr><th>とき</th><td>２０２６/３/１</td>", "<tr><th>とき</th><td>2026年3月1日（日）</td>"),
        ("日時：2026年3月1日（日）", "日時：2026年3月1日（日）"),
        ("日時：2026年3月1日から", "日時：2026年3月1日から"),
        ("2026年3月1日に施行した", "2026年3月1日に施行した"),
        # phones
        ("電話：0794-63-1000", '電話：<a href="tel:0794-63-1000">0794-63-1000</a>'),
        ("TEL 0794（63）1000", 'TEL <a href="tel:0794-63-1000">0794（63）1000</a>'),
        (
            "電話0794-63-1000、ファクス0794-63-1001",
            '電話<a href="tel:0794-63-1000">0794-63-1000</a>、ファクス0794-63-1001',
        ),
        ('電話 <a href="tel:0794-63-1000">0794-63-1000</a>', '電話 <a href="tel:0794-63-1000">0794-63-1000</a>'),
        ("0794-63-1000", "0794-63-1000"),
        ("電話で受付、受付番号 0123-45-6789", "電話で受付、受付番号 0123-45-6789"),
        # broken mark-up
        ("<p>2026/3/1 < 2026/3/2", "<p>2026年3月1日 < 2026年3月2日"),
        ('<a title="a>b 2026/3/1">2026/3/1', '<a title="a>b 2026/3/1">2026年3月1日'),
        ("<script>2026/3/1", "<script>2026/3/1"),
    ],
)
def test_text(before: str, after: str) -> None:
    assert fix_html(before).source == after
    assert fix_html(after).source == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="a.pdf">申請書</a>', '<a href="a.pdf">申請書（PDF：123キロバイト）</a>'),
        ('<a href="a.pdf">申請書（PDF）</a>', '<a href="a.pdf">申請書（PDF）（123キロバイト）</a>'),
        ('<a href="a.pdf"><b>申請書</b> </a>', '<a href="a.pdf"><b>申請書（PDF：123キロバイト）</b> </a>'),
        ('<a href="a.pdf">申請書</a>（PDF 20KB）', '<a href="a.pdf">申請書</a>（PDF 20KB）'),
        ('<a href="a.pdf"><img src="a.png"></a>', '<a href="a.pdf"><img src="a.png"></a>'),
        ('<a href="a.html">申請</a>', '<a href="a.html">申請</a>'),
        ('<a href="no.pdf">申請書</a>', '<a href="no.pdf">申請書</a>'),
        ('<a href="a.pdf">申請書', '<a href="a.pdf">申請書'),
    ],
)
def test_file_links(before: str, after: str) -> None:
    def size_of(href: str) -> int | None:
        return 123_456 if href != "no.pdf" else None

    assert fix_html(before, size_of).source == after
    assert fix_html(after, size_of).source == after


@pytest.mark.parametrize(
    ("size", "words"), [(1, "1キロバイト"), (999_400, "999キロバイト"), (2_000_000, "2メガバイト")]
)
def test_sizes_are_words(size: int, words: str) -> None:
    assert readable(size) == words


def test_pieces_join_to_the_source() -> None:
    source = "<p a='>'>x<br/><!-- > --><script>if (a<b) '</p>'</script><textarea><p></textarea>{% a > b %}<?php echo '>' ?>&amp; < y"

    assert "".join(part.text for part in split(source)) == source


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932", "euc_jp"])
def test_files_keep_their_encoding_and_line_ends(codec: str, tmp_path: Path) -> None:
    charset = {"cp932": "Shift_JIS", "euc_jp": "euc-jp"}.get(codec, "utf-8")
    path = tmp_path / "page.html"
    path.write_bytes(f"<meta charset={charset}>\r\n<p>①2026/3/1髙\n".replace("①", "").replace("髙", "").encode(codec))

    (fixed,) = fix_files([str(tmp_path)], write=True)

    assert fixed.count == {"dates": 1}
    assert path.read_bytes() == f"<meta charset={charset}>\r\n<p>2026年3月1日\n".encode(codec)


def test_unknown_encoding_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes("<p>図書館は2026/3/1から".encode("cp932"))

    (fixed,) = fix_files([str(path)], write=True)

    assert fixed.why_not
    assert codec_of(path.read_bytes()) is None


Run = Callable[..., int]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.pdf").write_bytes(b"x" * 50_000)
    (tmp_path / "page.html").write_text(PAGE + '<p>2026/3/1の<a href="files/a.pdf">予定表</a>', encoding="utf-8")
    return lambda *more: cli.main(["check", "page.html", "--no-browser", "--quiet", *more])


def test_fix_writes_and_then_checks(check: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = check("--fix", "--only", "date-marks", "--only", "file-link")

    assert code == 0
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert text == PAGE + '<p>2026年3月1日の<a href="files/a.pdf">予定表（PDF：50キロバイト）</a>'
    assert "page.html: mended dates 1, files 1" in capsys.readouterr().err


def test_diff_shows_and_changes_nothing(check: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (tmp_path / "page.html").read_bytes()

    assert check("--fix", "--diff") == 1
    out = capsys.readouterr().out
    assert "--- a/page.html\n+++ b/page.html\n" in out
    assert "+" + PAGE + "<p>2026年3月1日の" in out
    assert (tmp_path / "page.html").read_bytes() == before
    assert check("--diff") == 2
    assert cli.main(["check", "https://x.example/", "--fix"]) == 2


def test_links_out_of_the_folder_are_not_measured(tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"x" * 5000)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "page.html").write_text('<a href="../secret.pdf">表</a>', encoding="utf-8")

    assert fix_files([str(tmp_path / "site")], write=True) == []
