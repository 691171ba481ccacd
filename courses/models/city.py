"""The choices a city makes about enrolment, in one place: defaults here, changes in the setting COURSES."""

from typing import Any

from django.conf import settings

# Sources: courses.md, the section named beside each figure; where it leaves the choice to the city, ours.
DEFAULTS: dict[str, Any] = {
    "GRACE_MINUTES": 30,  # §2.4: a form opened before the end may be sent this much later
    "UNDO_MINUTES": 30,  # §2.4: how long a cancellation can be taken back
    "DRAFT_HOURS": 24,  # §6 UX-30
    "SKIP_RANKS": 5,  # §4.4: how far behind a party that does not fit a smaller entry may be offered the seat
    # Languages in which letters are printed beside Japanese: those whose characters the printing font holds (our measure:
    # BIZ UDPGothic has Latin with all accents, no hangul and no simplified Chinese). E-mails go out in every language.
    "LETTER_LANGUAGES": ["ja-simple", "en", "vi", "pt-br"],
    "POSTAL_CODES_FILE": "",  # §6 UX-22: Japan Post's utf_ken_all.csv; without it the demo city's own codes
    "ANSWER_DAYS": {
        "email": 3,
        "phone": 2,
        "letter": 7,
        "counter": 2,
    },  # our choice: time to answer an offer, by channel
    "LETTER_DAYS": 5,  # §3 T8: days after posting until a letter counts as received
    "PHONE_ATTEMPTS": 2,  # §3 T8: on different half-days
    "OFFER_CUTOFF_HOUR": 12,  # §2.4: noon of the working day before the first session
    "LOOK_BACK_YEARS": 2,  # §8: fiscal years that count for "first time"; names are kept as long
    "INSTRUCTOR_FEES": {},  # §7.3 R-12: yen an hour by kind of instructor, {"local": 3000}; without: no sum is shown
    # §7.4: what has to be true for each step of an instructor's way; our proposal, said to the person before the step
    "POOL_CRITERIA": {
        "completer": "講座を修了した",
        "candidate": "手伝いたいと本人が申し出て、職員が面談した",
        "assistant": "講師養成の講座を修了したか、講座を2回見学した",
        "local": "補助講師として5回以上手伝い、主な講師が推薦した",
        "leader": "地域講師として10回以上教え、講座かサークルを自分で企画した",
    },
    # §7.3 R-13: the questions of the paper sheet with their answers; a question without answers is free text
    "SURVEY_QUESTIONS": {
        "満足しましたか": ["とても満足", "満足", "ふつう", "不満"],
        "進み方": ["速い", "少し速い", "ちょうどよい", "少し遅い", "遅い"],
        "ひとこと": [],
    },
    "RUNS_PER_TERM": 0,  # §4.1: most confirmed runs a person may have in one fiscal year; 0: no limit
    "COMPANIONS_TAKE_SEATS": False,  # §10: the proposal in the form; each companion can be set otherwise
    "WALK_INS": True,  # §10: may somebody join a run that has begun
    "LOOKUP_ATTEMPTS": 5,  # §2.3: wrong second facts per receipt number
    "LOOKUP_MINUTES": 15,  # §2.3
    # Our choices about study cards (docs/decisions/0031): wrong numbers from one address within LOOKUP_MINUTES; days
    # without use after which a card is deleted; the same for one made on the web that was never used.
    "STUDY_CARD_ATTEMPTS": 20,
    "STUDY_CARD_DAYS": 365,
    "STUDY_NEW_CARD_DAYS": 30,
    "LINK_DAYS": 30,  # §2.3: longest life of a link in a message
    "DISTRICTS": ["小野", "河合", "来住", "市場", "大部", "下東条"],  # §10: districts in the statistics
    "NEEDS_RETENTION_DAYS": 30,  # §8: after the last session
    "CONTACT_RETENTION_YEARS": 1,  # §8: until 31 March of the year following the run's fiscal year
    "DRAW_RETENTION_YEARS": 5,  # §8
    "LOG_RETENTION_YEARS": 3,  # §8
    # Where the mail server sends e-mails back that could not be delivered (`manage.py read_bounces` reads them); empty: to
    # the sender, DEFAULT_FROM_EMAIL.
    "RETURN_ADDRESS": "",
    "MAIL_ATTEMPTS": 6,  # our choice: with doubling waits from 5 minutes, five tries within 3 hours after the first
    "MAIL_FIRST_WAIT_MINUTES": 5,
}


def choice(name: str) -> Any:
    """Return the city's choice of that name. Raises KeyError for a name that is not in DEFAULTS."""
    return getattr(settings, "COURSES", {}).get(name, DEFAULTS[name])
