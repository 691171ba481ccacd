"""A mail server that takes its time, so that a program can be killed before, while and after a message leaves."""

import time

from django.core.mail.backends.filebased import EmailBackend

PAUSE_S = 0.03


class SlowMail(EmailBackend):
    """Writes messages into files of a folder, slowly."""

    def send_messages(self, messages):
        time.sleep(PAUSE_S)
        sent = super().send_messages(messages)
        time.sleep(PAUSE_S)
        return sent
