"""Print the registry of rules."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reference.api import as_json
from reference.rules import RULES


class Command(BaseCommand):
    help = "List every rule that the platform checks, with level, source, article, grade and validity."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON, for other programs")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(as_json(list(RULES)), ensure_ascii=False, indent=2))
            return
        for rule in RULES:
            level = f"{rule.effective_level}{' (lowered)' if rule.is_lowered else ''}"
            until = f" to {rule.valid_to}" if rule.valid_to else ""
            cited = " ".join(part for part in (rule.document, rule.article) if part) or "—"
            self.stdout.write(
                f"{rule.id:10} {level:16} {rule.source}/{rule.grade} {', '.join(rule.applies_to):24} {rule.title}\n"
                f"{'':10} {cited}; from {rule.valid_from}{until}; version {rule.version}"
            )
