"""The internship rules, one file per theme. Importing this package registers them (apps.py does).

Groups: `slot` is asked when a slot is opened or an open one is changed, `placement` when a student is placed, `begin`
when a placement is to begin.
"""

from internships.rules import duration, fit, gates, hazards, headcount, host, hours, pay, statement, students, venue

__all__ = [
    "duration",
    "fit",
    "gates",
    "hazards",
    "headcount",
    "host",
    "hours",
    "pay",
    "statement",
    "students",
    "venue",
]
