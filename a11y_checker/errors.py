"""Every exception of the checker.

CheckerError
├── UsageError            wrong option, name or configuration: exit code 2
│   └── ConfigError       [tool.a11y_checker] cannot be read
├── MissingExtraError     an optional library or a browser is not installed
└── PageError             one page could not be loaded or judged: exit code 3
    ├── PageLoadError     no answer, an HTTP error, or a time-out
    │   └── LeftPageError it sent its reader on at once, to where nothing answers
    ├── NotHtmlError      the address gives something other than HTML
    └── JudgeError        the page was loaded, but a rule or engine broke on it
"""


class CheckerError(Exception):
    """Base of all errors that this library raises on purpose."""


class UsageError(CheckerError):
    """The caller asked for something that does not exist or cannot be."""


class ConfigError(UsageError):
    """The configuration file cannot be read or holds a wrong value."""


class MissingExtraError(CheckerError):
    """An optional library or a browser is missing; the message names the remedy."""


class PageError(CheckerError):
    """One page could not be loaded or judged; other pages go on."""


class PageLoadError(PageError):
    """The page did not answer, answered with an error, or took too long.

    is_temporary: another attempt may succeed, as after a broken connection or HTTP 503.
    """

    def __init__(self, message: str, *, is_temporary: bool = False) -> None:
        super().__init__(message)
        self.is_temporary = is_temporary


class LeftPageError(PageLoadError):
    """The page sent its reader on before it could be judged, to an address that does not answer."""


class NotHtmlError(PageError):
    """The address gives a file that is not HTML."""


class JudgeError(PageError):
    """A rule or an engine broke on this page."""
