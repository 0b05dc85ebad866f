"""API of this room."""

routes: list[tuple[str, type, str]] = []
