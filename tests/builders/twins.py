"""People who are in a vault twice, and a table of unknown columns: for pictures of the screens."""

from __future__ import annotations

from pathlib import Path

from builders.desk import someone
from builders.sample import Maya, maya_published
from weavit_desktop.services.importing import import_files

# Entries of people whom the sample has already, and pairs of whom it has nobody.
TWINS = (
    someone("Anna Kowalczyk", email="anna.k@mail.example", org="Veldmark Foods", title="Group Treasurer"),
    someone("Konstantinos Papadimitriou", email="kostas.p@mail.example", org="Orrin Maritime ASA"),
    someone("Bart Ashworth", email="bart@mail.example", org="Brightwater Rail"),
    someone("Maximilian von Adelheim", email="max@acme.example", org="Acme Re", title="VP", uid="t1"),
    someone("Max von Adelheim", email="adelheim@mail.example", org="Acme Re", uid="t2"),
    someone("Seán Ó Faoláin", email="sean@beta.example", org="Beta Insurance", uid="t3"),
    someone("Sean O Faolain", email="faolain@mail.example", org="Beta Insurance", title="CFO", uid="t4"),
    someone("Rosa Steinmetz", email="rosa@gamma.example", org="Gamma Bank", uid="t5"),
    someone("Rosa Steinmetz", email="rosa.s@mail.example", org="Gamma Bank AG", title="CFO", uid="t6"),
)

TABLE = (
    "Who,Reach,Firm,Role,Town,Born,Shoe size\n"
    "Anna Hale,anna@acme.example,Acme,CFO,Bern,3/4/1971,38\n"
    "Bo Lind,bo@beta.example,Beta,Analyst,Oslo,13/5/1980,44\n"
)


def maya_twice(folder: Path) -> Maya:
    """Open her vault with some people in it twice, one of whom the company sees."""
    maya = maya_published(folder)
    path = folder.parent / "phone-2026-11-18.vcf"
    path.write_bytes(b"".join(TWINS))
    program = maya.application
    import_files(maya.vault, program.rules(), [path], clock=program.clock, ids=program.new_id)
    return maya
