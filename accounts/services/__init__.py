"""Everything that writes people, organisations, memberships, tokens and evidence."""
