from importlib import import_module

from django.apps import AppConfig

RULES = ("goals", "ip", "benefit", "exit", "dispute", "parties")


class PartnershipsConfig(AppConfig):
    name = "partnerships"

    def ready(self) -> None:
        for theme in RULES:
            import_module(f"partnerships.rules.{theme}")
