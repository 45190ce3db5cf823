"""The family of problems that a person can mend."""

from __future__ import annotations


class SoilGateError(Exception):
    """A problem that a person can mend.

    ``code`` finds its sentence and its cure, Chinese and English, in ``resources/messages.yaml``
    (section ``errors``); ``facts`` fill the sentence (``source``, ``layer``, ``row``, ``field``, ``value`` ...).
    """

    def __init__(self, code: str, **facts: object) -> None:
        self.code, self.facts = code, facts
        super().__init__(f"{code}: " + ", ".join(f"{k}={v!r}" for k, v in facts.items()))


class InputError(SoilGateError):
    """What was given cannot be used as it is (CLI exit 2, message bar, ``QgsProcessingException``)."""


class PackError(SoilGateError):
    """A rule pack or another resource is wrong: unknown fact, missing citation, loosening local rule."""


class Cancelled(Exception):
    """The person's wish, not an error."""
