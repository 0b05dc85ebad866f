"""What this room takes in from files."""
