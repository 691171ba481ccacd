"""The form of an application with nobody behind it (UX-41); its pages stand in courses/views/practice.py."""

from courses.practice.base import Practice

PRACTICE = Practice(
    id="application",
    order=60,
    title="講座の申込み",
    aim="名前や連絡先を入れて、確かめて、受付番号をもらうまで。取り消しもためせます。",
    minutes=10,
    url_name="apply_start",
    url_args=("renshu",),
)
