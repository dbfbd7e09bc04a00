"""Errors of the application. Each names what was wrong, where, and what to do next, in Chinese."""

from __future__ import annotations

from dataclasses import dataclass


class AppError(Exception):
    """Base of every error the application raises on purpose."""


class IngestError(AppError):
    """A page cannot be taken in: ``reason`` in Chinese, ``place`` where it lies."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}：{reason}")
        self.place = place
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of an ambiguous value: what to pass instead, and its full name."""

    value: str
    label: str


class InvalidParameter(AppError):
    """A parameter value cannot be understood.

    ``parameter`` is its name, ``value`` as given, ``problem`` the slug of its problem type
    (``invalid-date``, ``ambiguous-region`` …), ``detail`` one Chinese sentence saying what was
    wrong and what to do, ``candidates`` the readings of an ambiguous name.
    """

    def __init__(
        self,
        parameter: str,
        value: str,
        problem: str,
        detail: str,
        candidates: tuple[Candidate, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.parameter = parameter
        self.value = value
        self.problem = problem
        self.detail = detail
        self.candidates = candidates
