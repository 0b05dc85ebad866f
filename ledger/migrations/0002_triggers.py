from django.db import migrations

from ledger.triggers import install, remove


class Migration(migrations.Migration):
    """Entries are only ever added: the database itself refuses anything else."""

    dependencies = [("ledger", "0001_start")]

    operations = [migrations.RunPython(install, remove, elidable=False)]
