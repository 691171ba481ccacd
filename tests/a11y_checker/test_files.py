"""Linked files: each is opened once, only those of the site, and none can stop a check."""

import random
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from a11y_checker import Settings
from a11y_checker.checker import Checker
from a11y_checker.config import View
from a11y_checker.files import MAX_BYTES, LinkedFiles, judge, kind_of

RULES = Path(__file__).parent / "rules"
GOOD_PDF = (RULES / "file-readable" / "good.pdf").read_bytes()
GOOD_WORD = (RULES / "file-readable" / "good.docx").read_bytes()


def test_good_files_have_no_problems() -> None:
    assert judge(GOOD_PDF, "pdf").problems == {}
    assert judge(GOOD_WORD, "docx").problems == {}


@pytest.mark.parametrize(("kind", "good"), [("pdf", GOOD_PDF), ("docx", GOOD_WORD)])
def test_damage_is_a_finding_and_never_an_error(kind: str, good: bytes) -> None:
    random_bytes = random.Random(3)
    for _ in range(200):
        broken = bytearray(good[: random_bytes.randrange(len(good))] if random_bytes.random() < 0.5 else good)
        for _ in range(random_bytes.randrange(20)):
            if broken:
                broken[random_bytes.randrange(len(broken))] = random_bytes.randrange(256)

        assert isinstance(judge(bytes(broken), kind).problems, dict)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "pdf"),
        (b"<html>", "pdf"),
        (b"%PDF-1.7", "pdf"),
        (b"", "xlsx"),
        (b"PK\x03\x04", "pptx"),
        (GOOD_PDF, "docx"),
    ],
)
def test_what_is_no_such_file_is_damaged(data: bytes, kind: str) -> None:
    assert "damaged" in judge(data, kind).problems


def test_pages_that_hold_themselves_end() -> None:
    loop = GOOD_PDF.replace(b"/Kids[10 0 R]", b"/Kids[ 2 0 R]")

    assert judge(loop, "pdf").problems


def test_a_part_that_unpacks_endlessly_is_not_read() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * (60 * 1024 * 1024) + b"</a>")

    assert "damaged" in judge(packed.getvalue(), "docx").problems


def test_entities_of_office_files_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    core = f'<!DOCTYPE c [<!ENTITY s SYSTEM "{secret.as_uri()}">]><c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>&s;</dc:title></c>'
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("docProps/core.xml", core)
        archive.writestr("word/document.xml", "<d/>")

    assert "secret" not in str(judge(packed.getvalue(), "docx").problems)


def test_huge_and_large_files_are_named() -> None:
    assert judge(b"%PDF-1.7" + b" " * MAX_BYTES, "pdf").problems == {"huge": "30"}
    assert judge(GOOD_PDF + b" " * 11 * 1024 * 1024, "pdf").problems["large"] == "11"


def test_password_and_protection() -> None:
    def encrypted(user: str, permissions: int) -> bytes:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(GOOD_PDF)))
        writer.encrypt(user, "owner", permissions_flag=permissions, algorithm="RC4-128")
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    assert set(judge(encrypted("secret", -1), "pdf").problems) == {"locked"}
    assert "protected" in judge(encrypted("", -3904), "pdf").problems
    assert "protected" not in judge(encrypted("", -4), "pdf").problems
    assert set(judge(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "xlsx").problems) == {"locked"}


def test_pictures_in_excel_and_powerpoint() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    for kind, path in (("xlsx", "xl/drawings/drawing1.xml"), ("pptx", "ppt/slides/slide1.xml")):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            pictures = "".join(
                f'<p:nvPicPr><p:cNvPr id="1" name="図" {descr}/></p:nvPicPr>' for descr in ("", 'descr="本"')
            )
            archive.writestr(
                path, f'<p:d xmlns:p="{space}">{pictures}<p:nvSpPr><p:cNvPr id="2" name="枠"/></p:nvSpPr></p:d>'
            )

        assert judge(packed.getvalue(), kind).problems["no_alt"] == "1"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://a.jp/b.PDF?x=1", "pdf"),
        ("http://a.jp/%E6%9C%AC.docx", "docx"),
        ("http://a.jp/hanabi.gif", "gif"),
        ("http://a.jp/pdf", ""),
        ("http://[", ""),
    ],
)
def test_kind_by_ending(url: str, kind: str) -> None:
    assert kind_of(url) == kind


def test_each_file_is_read_once_and_only_from_the_same_host() -> None:
    asked: list[str] = []

    def get(url: str, view: View, timeout_s: float) -> bytes:
        asked.append(url)
        return GOOD_PDF

    files = LinkedFiles(get=get)
    for page in ("http://a.jp/", "http://a.jp/b/"):
        assert files.facts("http://a.jp/c.pdf#page=2", page) is not None
    assert files.facts("http://b.jp/c.pdf", "http://a.jp/") is None
    assert files.facts("file:///etc/c.pdf", "http://a.jp/") is None

    assert asked == ["http://a.jp/c.pdf"]


def test_a_page_on_this_machine_reads_only_below_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "outside.pdf").write_bytes(GOOD_PDF)
    (folder / "link.pdf").symlink_to(tmp_path / "outside.pdf")
    (folder / "inside.pdf").write_bytes(GOOD_PDF)
    page = (folder / "page.html").as_uri()
    files = LinkedFiles()

    assert files.facts((folder / "inside.pdf").as_uri(), page) is not None
    assert files.facts((tmp_path / "outside.pdf").as_uri(), page) is None
    assert files.facts((folder / "link.pdf").as_uri(), page) is None
    assert files.facts((folder / ".." / "outside.pdf").as_uri(), page) is None


def test_over_the_net(serve: Callable[[Path], str], tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<html lang="ja"><title>本</title><a href="none.pdf">a</a><a href="b.pdf">b</a>')
    (tmp_path / "b.pdf").write_bytes(GOOD_PDF)
    settings = Settings(browser=False)

    with Checker(settings) as checker:
        report = checker.check_url(f"{serve(tmp_path)}/a.html")
    with Checker(replace(settings, files=False)) as checker:
        without = checker.check_url(f"{serve(tmp_path)}/a.html")

    assert [finding.html for finding in report.findings if finding.rule == "file-readable"] == ['<a href="none.pdf">a']
    assert report.outcomes["pdf-tags"] == "passed"
    assert without.outcomes["file-readable"] == "inapplicable"
