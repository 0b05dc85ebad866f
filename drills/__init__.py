"""Failure drills: `make drill`. Each breaks something on servers of its own, under load, and says what users saw."""
