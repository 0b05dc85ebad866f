"""Secrets that stand in an address: long, random, and kept only as a digest."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What the database keeps of a token: SHA-256, in hex. The token is random, so no salt is needed."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
