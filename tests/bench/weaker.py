"""The reference of P3: the same house with SQLite's weaker promise. Never for people: a power cut loses notes."""

import os

from api.core import sqlite
from api.running import application as real
from api.running import serve


def application() -> object:
    sqlite.SET = tuple(line.replace("=FULL", "=NORMAL") for line in sqlite.SET)
    sqlite.PRAGMAS["synchronous"] = 1
    return real()


if __name__ == "__main__":
    serve("127.0.0.1", int(os.environ["HUISBOEK_PORT"]), "tests.bench.weaker:application")
