"""The reference of P13: the smallest Flask application under the same server."""

import os

from flask import Flask

from api.running import serve


def application() -> Flask:
    app = Flask("hello")
    app.add_url_rule("/bellen", "hello", lambda: "hello")
    return app


if __name__ == "__main__":
    serve("127.0.0.1", int(os.environ["HUISBOEK_PORT"]), "tests.bench.hello:application")
