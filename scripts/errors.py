"""The one tree of errors that a user can cause.

Every error carries what happened and what to do next. Raise it `from` its cause; the command line turns it
into one line and exit code 1. Anything else that escapes is a bug.
"""


class AudioEditionError(Exception):
    """A problem that its message explains.

    `message` says what is wrong in one sentence, without a full stop at its end; `next_step` says what the
    user can do about it, as an imperative sentence.
    """

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message}{'' if self.message.endswith('?') else '.'} {self.next_step}"

    def __reduce__(self) -> tuple[type["AudioEditionError"], tuple[str, str]]:
        """Errors cross process borders: pickle them with both of their sentences."""
        return type(self), (self.message, self.next_step)


class ArticleError(AudioEditionError):
    """The article, or a script file, cannot be read."""


class EngineError(AudioEditionError):
    """A text-to-speech engine is missing, unhealthy, or failed on a line."""


class SoundError(AudioEditionError):
    """Stitching, encoding or measuring audio failed."""


class PublishError(AudioEditionError):
    """A file of the edition cannot be written, or an edition's files are wrong."""


class ConfigError(AudioEditionError):
    """`edition.toml` has a mistake."""
