"""What pages, API and commands read."""
