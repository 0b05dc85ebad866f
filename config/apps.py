"""Wires the rooms together once all of them are ready."""

from django.apps import AppConfig


class RongheConfig(AppConfig):
    name = "config"
