"""Timings, never asserted: `make bench` prints them, README.md says how to read them."""
