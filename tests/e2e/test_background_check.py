"""The full check of a draft is done by a worker of its own, as on a city's server, and its result arrives by itself."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.demo_build import ROOT, city_environment
from tests.e2e.conftest import serve_city
from tests.e2e.test_editor_publishes import PASSWORD, log_in
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.e2e
STAFF = f"from cms.demo.city import make_demo_staff; make_demo_staff({PASSWORD!r})"
# Our choice: a check takes some three seconds on a free machine.
RESULT_TIMEOUT_MS = 90_000


@pytest.fixture
def environment(built_city: Path, tmp_path: Path) -> dict[str, str]:
    """A city whose tasks wait in its database."""
    folder = Path(shutil.copytree(built_city, tmp_path / "city"))
    environment = {**city_environment(folder), "E2E_TASKS": "database"}
    for command in (["migrate"], ["shell", "--command", STAFF]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    return environment


@contextmanager
def run_worker(environment: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--interval", "0.2"]
    worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(60)


# The server takes two seconds for each judgement of the form; counts how many it has before it at once.
SLOW_SERVER = """
window.atOnce = 0; window.most = 0; window.judged = 0;
const plain = window.fetch;
window.fetch = async (address, options) => {
    if (!/\\/live\\/\\d+\\/$/.test(address)) return plain(address, options);
    window.atOnce += 1;
    window.most = Math.max(window.most, window.atOnce);
    try {
        const answer = await plain(address, options);
        await new Promise((resolve) => setTimeout(resolve, 2000));
        return answer;
    } finally {
        window.atOnce -= 1;
        window.judged += 1;
    }
};"""


def open_an_article(page: Page, address: str) -> None:
    log_in(page, address, "kenko-hensyu")
    page.locator("main a").filter(has_text="健診・予防接種").first.click()
    page.locator("table.listing td.title a").filter(has_text=re.compile("検診|健診")).first.click()


def test_a_slow_server_gets_one_question_at_a_time_and_the_editor_is_told(chromium, environment):
    with serve_city(Path(environment["E2E_VAR_DIR"]), environment) as address:
        visitor = Visitor(chromium.new_context(locale="ja-JP", viewport={"width": 1280, "height": 1000}), address)
        page = visitor.page
        page.add_init_script(SLOW_SERVER)
        open_an_article(page, address)
        page.locator('[data-side-panel-toggle="checks"]').click()
        status = page.locator("[data-a11y-status]")
        expect(status).to_contain_text("長いページは少し時間がかかります")
        for text in ("日　時", "日　時：4月", "日　時：4月1日"):
            page.fill("#id_answer", text)
            page.wait_for_timeout(900)
        expect(page.locator("[data-a11y-findings]")).to_contain_text("日　時")
        page.wait_for_function("() => window.atOnce === 0 && window.judged > 1")
        expect(status).to_contain_text("直すところ")
        most = page.evaluate("window.most")
        visitor.context.close()

    assert most == 1


def test_result_of_the_full_check_arrives_by_itself(chromium, environment):
    with serve_city(Path(environment["E2E_VAR_DIR"]), environment) as address:
        visitor = Visitor(chromium.new_context(locale="ja-JP", viewport={"width": 1280, "height": 1000}), address)
        page = visitor.page
        open_an_article(page, address)
        page.locator('[data-side-panel-toggle="checks"]').click()
        result = page.locator("[data-a11y-browser]")
        result.get_by_role("button").click()
        expect(result).to_contain_text("調べています")
        with run_worker(environment):
            expect(result).not_to_contain_text("調べています", timeout=RESULT_TIMEOUT_MS)
        found = result.locator(".a11y-live__item").count()
        text = result.inner_text()
        visitor.context.close()

    assert found or "ブラウザーで調べても、ほかに見つかりませんでした。" in text
