"""Pages of people, organisations and what lets somebody in."""
