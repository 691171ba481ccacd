"""Long lists of addresses, checked by background tasks."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

from a11y_checker.config import Settings
from a11y_checker.errors import UsageError
from a11y_checker.wagtail_app import list_check
from a11y_checker.wagtail_app.models import CheckRun
from a11y_checker.wagtail_app.views import find_last_run

GOOD = "<!DOCTYPE html><html lang=ja><head><meta charset=utf-8><title>図書館 | みどり市</title></head><body><main><h1>図書館</h1></main>"


class Handler(SimpleHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/moved.html":
            super().do_GET()
            return
        self.send_response(302)
        self.send_header("Location", "/0.html")
        self.end_headers()

    def log_message(self, format, *args):
        pass


@pytest.fixture
def base(tmp_path):
    for number in range(7):
        (tmp_path / f"{number}.html").write_text(GOOD + ("<img src=x>" if number == 3 else ""), encoding="utf-8")
    (tmp_path / "a.txt").write_text("x")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


STATIC = Settings(browser=False)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(list_check, "BATCH_PAGES", 3)


@pytest.mark.django_db(transaction=True)
def test_every_address_has_one_result_and_the_run_ends(base):
    names = [*(f"{number}.html" for number in range(7)), "moved.html", "a.txt", "none.html", "0.html"]

    run = list_check.enqueue_list([f"{base}/{name}" for name in names], STATIC, "県内")

    run.refresh_from_db()
    found = {result.url.rpartition("/")[2]: result for result in run.results.all()}
    assert set(found) == set(names)
    assert (run.expected_count, run.done_count, run.finished_at is not None) == (10, 10, True)
    assert {name for name, result in found.items() if result.error} == {"a.txt", "none.html"}
    assert {name for name, result in found.items() if result.is_clean is False} == {"3.html"}
    assert run.share_clean == 7 / 8
    assert run.score == sum(r.score for r in found.values() if r.score is not None) // 8
    assert find_last_run() is None  # a list says nothing about this site


@pytest.mark.django_db(transaction=True)
def test_a_batch_that_is_done_twice_counts_once(base):
    run = list_check.enqueue_list([f"{base}/0.html", f"{base}/1.html"], STATIC, "県内")

    again = list_check.check_batch.call(run.pk, [f"{base}/0.html"])

    run.refresh_from_db()
    assert (again, run.done_count, run.results.count()) == (0, 2, 2)


@pytest.mark.django_db(transaction=True)
def test_a_run_whose_worker_died_goes_on_with_the_rest(base, tmp_path, capsys):
    urls = [f"{base}/{number}.html" for number in range(4)]
    run = CheckRun.objects.create(name="県内", profile="city-2012", level="AA", mode="static", expected_count=4)
    list_check.check_batch.call(run.pk, urls[:2])
    run.refresh_from_db()
    assert (run.done_count, run.finished_at) == (2, None)
    (tmp_path / "list.txt").write_text("\n".join(urls))

    call_command("check_list", "--no-browser", "--list", str(tmp_path / "list.txt"), "--resume", str(run.pk))
    call_command("check_list", "--status", str(run.pk))

    run.refresh_from_db()
    assert (run.done_count, run.finished_at is not None) == (4, True)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"Run {run.pk}: 2 pages are asked for again."
    assert said[1].startswith(f"Run {run.pk}: 4 of 4 pages, ")


@pytest.mark.django_db
@pytest.mark.parametrize("urls", [[], ["file:///etc/passwd"], ["http://a.example/" + "x" * 500]])
def test_lists_that_make_no_run(urls):
    with pytest.raises(UsageError):
        list_check.enqueue_list(urls, STATIC, "県内")

    assert not CheckRun.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [[], ["--status", "99"], ["--list", "nowhere.txt"]])
def test_wrong_use_is_said(arguments):
    with pytest.raises(CommandError):
        call_command("check_list", *arguments)
