"""Pages that mean harm or are broken: each ends within its time with a named error, and the run goes on."""

import gzip
import ipaddress
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from a11y_checker import Checker, NotHtmlError, PageLoadError, Settings, addresses, check_html, check_url
from a11y_checker.fetch import MAX_BYTES, unpack
from a11y_checker.site import check_pages

Serve = Callable[..., str]
GOOD = "<!DOCTYPE html><html lang=ja><title>図書館 | みどり市</title><h1>図書館</h1><p>午前9時に開きます。</p>"
SETTINGS = Settings(axe=False, timeout_s=30, retries=0)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    """One browser for the pages that do not keep it busy for ever."""
    with Checker(SETTINGS) as checker:
        yield checker


ENDLESS = {
    "<script>for(;;);</script>": "did not finish loading within 1.5 s",
    "<script>onload = () => setTimeout(() => { for(;;); })</script>": "kept the browser busy for more than 1.5 s",
    "<script>Element.prototype.getBoundingClientRect = () => { for(;;); }</script>": "more than 1.5 s",
    "<script>onload = () => { for(;;) alert('x'); }</script>": "1.5 s",
}


def test_scripts_that_never_end(tmp_path: Path, serve: Serve) -> None:
    """One run over a good page after each bad one: every bad page ends in time, and the next is judged."""
    for n, html in enumerate(ENDLESS):
        (tmp_path / f"{n}-bad.html").write_text(GOOD + html, encoding="utf-8")
        (tmp_path / f"{n}-good.html").write_text(GOOD, encoding="utf-8")
    base = serve(tmp_path)
    urls = [f"{base}/{n}-{kind}.html" for n in range(len(ENDLESS)) for kind in ("bad", "good")]
    begin = time.monotonic()

    pages = check_pages(urls, replace(SETTINGS, timeout_s=1.5)).pages

    # One budget to load and one to judge for each bad page; the rest is for the good ones and the browser's start.
    assert time.monotonic() - begin < len(ENDLESS) * (2 * 1.5 + 5)
    assert [page.error for page in pages[1::2]] == [None] * len(ENDLESS)
    for page, words in zip(pages[::2], ENDLESS.values(), strict=True):
        assert words in (page.error or "no error")


def test_alerts_popups_and_downloads_do_not_stop_a_check(checker: Checker, tmp_path: Path, serve: Serve) -> None:
    script = """<script>
      alert(1); confirm(2); prompt(3); window.open('about:blank'); onbeforeunload = () => 'stay';
      const a = document.createElement('a'); a.href = 'data:text/csv,x'; a.download = 'x.csv'; a.click();
    </script><img src="a.png">"""
    (tmp_path / "index.html").write_text(GOOD + script, encoding="utf-8")

    (tmp_path / "next.html").write_text(GOOD, encoding="utf-8")
    base = serve(tmp_path)

    first, following = checker.check_url(f"{base}/"), checker.check_url(f"{base}/next.html")

    assert first.error is None
    assert first.outcomes["image-alt"] == "failed"
    assert following.error is None  # the page asks not to be left


def test_frames_in_frames_end(checker: Checker, tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "index.html").write_text(
        GOOD + "<iframe title=a src='/?1'></iframe><iframe title=b src='/?2'></iframe>", encoding="utf-8"
    )

    report = checker.check_url(f"{serve(tmp_path)}/")

    assert report.error is None


class Lying(SimpleHTTPRequestHandler):
    """/file leads to a file of this machine, /cut ends in the midst of its body, /busy asks to come again twice."""

    busy = 0

    def do_GET(self) -> None:
        if self.path == "/file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/")
            self.end_headers()
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(GOOD.encode())
            self.close_connection = True
        else:
            type(self).busy += 1
            body = GOOD.encode()
            self.send_response(503 if type(self).busy <= 1 else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_a_page_that_leads_at_once_to_a_dead_address_is_judged_itself(
    tmp_path: Path, serve: Serve, checker: Checker
) -> None:
    moved = "<!DOCTYPE html><html lang=ja><meta charset=utf-8><meta http-equiv=refresh content='0; URL=http://127.0.0.1:9/'>"
    moved += "<title>移転</title><p>移りました。"
    (tmp_path / "moved.html").write_text(moved, encoding="utf-8")
    (tmp_path / "good.html").write_text(GOOD, encoding="utf-8")
    base = serve(tmp_path)

    for _ in range(3):
        report = checker.check_url(f"{base}/moved.html")
        assert report.error is None
        assert report.title == "移転"
    assert checker.check_url(f"{base}/good.html").error is None


@pytest.mark.parametrize("browser", [True, False])
def test_redirect_to_a_file_of_this_machine_is_refused(
    browser: bool, checker: Checker, tmp_path: Path, serve: Serve
) -> None:
    used = checker if browser else Checker(replace(SETTINGS, browser=False))

    report = used.check_url(f"{serve(tmp_path, Lying)}/file")

    assert report.error is not None
    assert report.title == ""
    assert "root:" not in str(report.as_dict())


@pytest.mark.parametrize("browser", [pytest.param(True, marks=pytest.mark.browser), False])
def test_public_page_cannot_lead_into_a_private_network(
    browser: bool, tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = serve(tmp_path, Lying)
    # The page's own name counts as public here; where it leads is this machine.
    monkeypatch.setattr(addresses, "resolved", {"localhost": {"8.8.8.8"}, "127.0.0.1": {"127.0.0.1"}}.__getitem__)
    monkeypatch.setattr(addresses, "getproxies", lambda: {"http": "who answers tells nothing"})
    named = base.replace("127.0.0.1", "localhost")

    with Checker(Settings(axe=False, browser=browser, timeout_s=10, retries=0)) as checker:
        report = checker.check_url(f"{named}/inside")

    assert report.error == f"{named}/inside leads to 127.0.0.1 in a private network, which is not followed."
    assert report.title == ""


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("10.1.2.3", True), ("169.254.169.254", True), ("::1", True), ("8.8.8.8", False)],
)
def test_private_addresses(host: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "resolved", lambda name: {name})

    assert addresses.is_private(host) is expected


@pytest.mark.parametrize("browser", [pytest.param(True, marks=pytest.mark.browser), False])
def test_name_that_has_another_address_when_it_is_asked_is_not_read(
    browser: bool, tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the name was public when it was looked up; now it leads to this machine."""
    (tmp_path / "index.html").write_text(GOOD.replace("図書館", "秘密"), encoding="utf-8")
    base = serve(tmp_path).replace("127.0.0.1", "localhost")
    monkeypatch.setattr(addresses, "resolved", lambda host: {"8.8.8.8"})
    begin = time.monotonic()

    with Checker(Settings(axe=False, browser=browser, timeout_s=10, retries=0)) as checker:
        report = checker.check_url(f"{base}/")

    assert (
        report.error == "localhost is a public name, but 127.0.0.1 in a private network answers for it; it is not read."
    )
    assert "秘密" not in str(report.as_dict())
    assert time.monotonic() - begin < 30


def test_name_with_a_public_and_a_private_address_opens_no_door(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"both.example": {"8.8.8.8", "127.0.0.1"}, "inside.example": {"10.0.0.1"}}
    monkeypatch.setattr(addresses, "resolved", known.__getitem__)

    with pytest.raises(PageLoadError, match="private network"):
        addresses.refuse_private("http://inside.example/", "http://both.example/")
    with pytest.raises(PageLoadError, match="private network"):
        addresses.refuse_rebound("both.example", "127.0.0.1")
    addresses.refuse_rebound("both.example", "8.8.8.8")
    addresses.refuse_rebound("inside.example", "10.0.0.1")


@pytest.mark.parametrize("browser", [True, False])
def test_certificate_that_nobody_vouches_for_is_a_named_error(
    browser: bool, checker: Checker, tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    (tmp_path / "index.html").write_text(GOOD, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    used = checker if browser else Checker(replace(SETTINGS, browser=False))

    report = used.check_url(f"https://127.0.0.1:{server.server_port}/")

    server.shutdown()
    server.server_close()
    assert re.search("CERT_AUTHORITY_INVALID" if browser else "CERTIFICATE_VERIFY_FAILED", report.error or "")
    assert (report.title, report.score) == ("", None)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that it signed itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    paths = (tmp_path / "certificate.pem", tmp_path / "key.pem")
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    no_password = serialization.NoEncryption()
    kind = serialization.PrivateFormat.PKCS8
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, kind, no_password))
    return paths


@pytest.mark.parametrize("browser", [True, False])
def test_page_of_a_hundred_thousand_elements_ends(
    browser: bool, checker: Checker, tmp_path: Path, serve: Serve
) -> None:
    """It is judged, or ends with a named error, within the budgets of loading and judging."""
    (tmp_path / "index.html").write_text(GOOD + "<p><b>本</b>と<a href=/x>紙</a>" * 33_334, encoding="utf-8")
    used = checker if browser else Checker(replace(SETTINGS, browser=False))
    url = f"{serve(tmp_path)}/"
    begin = time.monotonic()

    report = used.check_url(url)

    # The watch goes off between two rules, so the last one may take its time.
    assert time.monotonic() - begin < 3 * SETTINGS.timeout_s
    assert report.score is not None or re.search("too large|kept the browser busy|finish loading", report.error or "")


def test_answer_that_unpacks_endlessly_is_refused() -> None:
    bomb = gzip.compress(b"0" * (MAX_BYTES + 1))

    assert len(bomb) < 100_000
    with pytest.raises(PageLoadError, match="unpacks to more than 50 MB"):
        unpack(bomb, "http://a.jp/")


@pytest.mark.parametrize("browser", [True, False])
def test_busy_server_is_asked_again(
    browser: bool, checker: Checker, tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11y_checker.checker.RETRY_AFTER_S", 0.01)
    used = checker if browser else Checker(replace(SETTINGS, browser=False))
    url = f"{serve(tmp_path, Lying)}/"
    Lying.busy = 0
    assert used.check_url(url).error == f"{url} answered with HTTP 503."

    Lying.busy = 0
    monkeypatch.setattr(used, "settings", replace(used.settings, retries=1))
    assert used.check_url(url).error is None


def test_page_cut_off_by_the_server_is_an_error_without_a_browser(tmp_path: Path, serve: Serve) -> None:
    base = serve(tmp_path, Lying)

    with Checker(Settings(browser=False, timeout_s=10, retries=0)) as checker:
        report = checker.check_url(f"{base}/cut")

    assert report.error is not None
    assert "could not be loaded: IncompleteRead" in report.error


@pytest.mark.parametrize("codec", ["cp932", "euc_jp", "iso2022_jp", "utf-8-sig", "utf-16"])
def test_undeclared_encodings(codec: str, tmp_path: Path, serve: Serve) -> None:
    (tmp_path / "index.html").write_bytes(GOOD.encode(codec))

    with Checker(Settings(browser=False)) as checker:
        report = checker.check_url(f"{serve(tmp_path)}/")

    assert report.title == "図書館 | みどり市"


def test_control_characters_in_names_stop_nothing():
    html = "<p\x01q>日　時</p\x01q><i \x02d=1 \x0bz=2>い</i><img \x1fsrc=x><b\uffff>う</b\uffff>"

    report = check_html(f"<html lang='ja'><title>見出し</title><body>{html}</body></html>")

    assert report.error is None
    assert "image-alt" in {finding.rule for finding in report.findings}


@pytest.mark.parametrize("ending", ["pdf", "DOCX"])
def test_a_file_in_the_place_of_a_page_is_told(tmp_path, ending):
    path = tmp_path / f"oshirase.{ending}"
    path.write_bytes(b"%PDF-1.7\n\x01\x02")

    with pytest.raises(NotHtmlError, match="Name the page that links to it"):
        check_url(path.as_uri(), settings=Settings(browser=False))
