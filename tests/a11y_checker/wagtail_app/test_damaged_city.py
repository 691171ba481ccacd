"""check_site on the demo city finds exactly the pages that were damaged; report, mail and trend show them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo_build import ROOT, city_environment

PROGRAM = Path(__file__).with_name("damaged_city.py")
# Our choice: ten times what it takes on two free cores.
TIMEOUT_S = 300


@pytest.fixture(scope="module")
def found(built_city, tmp_path_factory):
    folder = tmp_path_factory.mktemp("damaged") / "city"
    shutil.copytree(built_city, folder)
    result = subprocess.run(
        [sys.executable, str(PROGRAM)],
        cwd=ROOT,
        env=city_environment(folder),
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-3000:]
    return json.loads(result.stdout)


def test_exactly_the_damaged_pages_fail_and_are_followed_up(found):
    damaged = found["damaged"]

    assert len(damaged) == 7
    assert found["checked"] > 100
    assert set(found["failing"]) == set(damaged)
    assert {url for url, rule in damaged.items() if rule not in found["failing"][url]} == set()
    assert set(found["followed_up"]) == set(damaged)


def test_report_and_trend_show_them(found):
    assert set(found["new"]) == set(found["damaged"])
    assert {title for title in found["titles"].values() if title not in found["report"]} == set()
    assert "<td>100</td>" in found["report"]
    assert f"<td>{found['score']}</td>" in found["report"]
    assert "<polyline" in found["report"]


def test_each_department_gets_its_own_pages_by_mail(found):
    whole = "\n".join(found["mails"].values())

    assert set(found["mails"]) == {found["addresses"][name] for name in found["departments"]}
    assert {url for url in found["damaged"] if whole.count(f"{url}\n") != 1} == set()
