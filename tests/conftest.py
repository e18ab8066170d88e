"""What every test may ask for."""

pytest_plugins = [
    "tests.fixtures.browsers",
    "tests.fixtures.cast",
    "tests.fixtures.databases",
    "tests.fixtures.translations",
    "tests.fixtures.workers",
]
