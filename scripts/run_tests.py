"""`make test`: install what the tests need, check the code's form quickly, run every test.

`make test-next` does the same with the next Wagtail, in an environment of its own, without the form and the server.
ARGS=… goes to pytest (`make test ARGS="tests/courses -k lottery"`). With DATABASE_URL set, the tests that depend on the
database run once more against that server. pytest's own closing line is the last line.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from scripts import browser, environment
from scripts.console import ROOT, main_guard, run_logged, say, step
from scripts.html_checker import ensure_html_checker

# What a database server could make behave differently: the tests that use the database, but for those whose point is HTML,
# PDF, the language of a page, what a file says, or who may open which screen.
DATABASE_TESTS = ("tests/cms", "tests/courses", "tests/a11y_checker/wagtail_app", "tests/translations/wagtail_app")
NOT_ON_SERVER = (
    "tests/a11y_checker/wagtail_app/test_self_check.py",
    "tests/a11y_checker/wagtail_app/test_training.py",
    "tests/a11y_checker/wagtail_app/test_yearly_screens.py",
    "tests/cms/test_bundle.py",
    "tests/cms/test_demo_languages.py",
    "tests/cms/test_emergency.py",
    "tests/cms/test_file_checks.py",
    "tests/cms/test_fingerprints.py",
    "tests/cms/test_gate.py",
    "tests/cms/test_headers.py",
    "tests/cms/test_html_validity.py",
    "tests/cms/test_language_frame.py",
    "tests/cms/test_languages.py",
    "tests/cms/test_live_panel.py",
    "tests/cms/test_page_cache.py",
    "tests/cms/test_panel.py",
    "tests/cms/test_preferences.py",
    "tests/cms/test_public_pages.py",
    "tests/cms/test_roles.py",
    "tests/cms/test_routing.py",
    "tests/cms/test_two_step_login.py",
    "tests/cms/test_users.py",
    "tests/cms/test_videos.py",
    "tests/cms/test_ways_round.py",
    "tests/cms/test_wrong_hands.py",
    "tests/courses/authoring",
    "tests/courses/prints/test_prints.py",
    "tests/courses/prints/test_screens.py",
    "tests/courses/public/test_apply.py",
    "tests/courses/public/test_html.py",
    "tests/courses/public/test_languages.py",
    "tests/courses/public/test_less_typing.py",
    "tests/courses/public/test_lookup.py",
    "tests/courses/staff/test_html.py",
    "tests/courses/staff/test_matrix.py",
    "tests/courses/staff/test_roles.py",
    "tests/courses/staff/test_xss.py",
    "tests/courses/study/test_pages.py",
    "tests/courses/test_admin.py",
    "tests/courses/test_course_page.py",
    "tests/courses/test_demo.py",
    "tests/courses/test_demo_contents.py",
    "tests/translations/wagtail_app/test_easy_views.py",
    "tests/translations/wagtail_app/test_public_pages.py",
)
WITH_DATABASE = "django_db and not browser and not e2e and not load and not network"
# Our choice: Redis has 16 numbered databases by default, and each worker uses one of its own.
MAX_WORKERS_WITH_REDIS = 8


def core_count() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check_form(python: Path) -> None:
    """The quick part of `make lint`."""
    with step("コードの書き方を確かめる", "ruff check"):
        run_logged(
            [python, "-m", "ruff", "check", "."],
            "ruffの指摘を直してください（自動で直すには: make format）。",
            "Mend what ruff found (make format mends much of it).",
        )
    with step("importの決まりを確かめる", "import-linter"):
        run_logged(
            [python.with_name("lint-imports"), "--no-cache"],
            "importの決まり（pyproject.tomlの[tool.importlinter]）に反しています。importを直してください。",
            "An import breaks a contract of [tool.importlinter] in pyproject.toml. Change the import.",
        )


def run_pytest(python: Path, arguments: list[str], env: dict[str, str]) -> int:
    """Run pytest in parallel, its output on the screen; give its exit code."""
    return subprocess.run([python, "-m", "pytest", *arguments], cwd=ROOT, env=env, check=False).returncode


def run_on_sqlite(python: Path, arguments: list[str], env: dict[str, str]) -> int:
    """All tests, as on a machine without servers."""
    env = {key: value for key, value in env.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    # Our choice: one worker more than cores, as browser tests wait for pages a sixth of their time.
    return run_pytest(python, ["-n", str(core_count() + 1), *arguments], env)


def run_on_server(python: Path, env: dict[str, str]) -> int:
    """The tests that depend on the database, against the one DATABASE_URL names. Browser tests have had their turn."""
    folders = [folder for folder in DATABASE_TESTS if (ROOT / folder).is_dir()]
    if not folders:
        say(f"{DATABASE_TESTS} がありません", f"{DATABASE_TESTS} do not exist")
        return 1
    say("データベースサーバーでもう一度", "Once more against the database server of DATABASE_URL")
    workers = min(core_count(), MAX_WORKERS_WITH_REDIS)
    passed_over = [f"--ignore={name}" for name in NOT_ON_SERVER]
    return run_pytest(python, ["-n", str(workers), "-m", WITH_DATABASE, *passed_over, *folders], env)


def main() -> int:
    """Set up, check, test. The exit code is pytest's."""
    arguments = shlex.split(os.environ.get("ARGS", ""))
    is_next = sys.argv[1:] == ["next"]
    python = environment.ensure("test-next", ROOT / ".venv-next") if is_next else environment.ensure("test")
    env = dict(os.environ)
    browser.ensure_browser(python)
    browser.ensure_shell()
    browser.ensure_driver()
    browser.ensure_japanese_font()
    ensure_html_checker()
    if not is_next:
        check_form(python)
    code = run_on_sqlite(python, arguments, env)
    if code == 0 and env.get("DATABASE_URL") and not arguments and not is_next:
        code = run_on_server(python, env)
    sys.stdout.flush()
    return code


if __name__ == "__main__":
    main_guard(main)
