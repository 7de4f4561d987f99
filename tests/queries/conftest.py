"""A light Spark Connect server for the tests that run the same text on a second engine."""

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def sail() -> Iterator[str]:
    """The address of a Sail server that lives as long as the tests."""
    main = sys.modules["__main__"]
    if not hasattr(main, "__file__"):  # so in a worker of xdist: the client takes it for a doctest
        main.__file__ = __file__
    from pysail.spark import SparkConnectServer
    from pyspark.sql import SparkSession

    server = SparkConnectServer()
    server.start(background=True)
    _, port = server.listening_address
    yield f"sc://127.0.0.1:{port}"
    session = SparkSession.getActiveSession()
    if session is not None:  # left open, it looks for the stopped server at exit for minutes
        session.stop()
    server.stop()
