"""The internship rules, one file per theme. Importing this package registers them (apps.py does).

Groups: `slot` is asked when a slot is opened or an open one is changed, `placement` when a student is placed.
"""

from internships.rules import headcount, hours, statement, students, venue

__all__ = ["headcount", "hours", "statement", "students", "venue"]
