from django.apps import AppConfig


class InternshipsConfig(AppConfig):
    name = "internships"

    def ready(self) -> None:
        """Register the rules, the to-dos and the entry of the navigation."""
        from accounts import home
        from internships import rules, todos  # noqa: F401 (importing registers the rules)

        home.register("internships", todos.todos, order=40)
