"""Wires the rooms together once all of them are ready."""

from django.apps import AppConfig


class RongheConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config.joins import register_notices, tell_starter
        from jobs.registry import when_finished

        register_notices()
        when_finished.register("notice", tell_starter)
