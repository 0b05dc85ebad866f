"""A small demo: an invented province with one red, one yellow, one green and one grey city."""

from config.demo.facts import PASSWORD, PEOPLE
from config.demo.telling import evaluation_days, tell

__all__ = ["PASSWORD", "PEOPLE", "evaluation_days", "tell"]
