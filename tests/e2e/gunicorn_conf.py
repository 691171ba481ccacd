"""gunicorn for the browser tests: says on which port it listens, and ends when the test run does, however that ends."""

import os
import signal
import sys
import threading

bind = "127.0.0.1:0"
threads = 8
loglevel = "warning"
# Our choice: no process of a test run outlives its server by more.
graceful_timeout = 5  # seconds


def when_ready(server) -> None:
    """Print the port that the system chose; then watch standard input, which the test run holds open."""
    print(server.LISTENERS[0].sock.getsockname()[1], flush=True)
    threading.Thread(target=stop_at_end_of_input, daemon=True).start()


def stop_at_end_of_input() -> None:
    """Stop the server when the process that started it is gone."""
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)
