"""A store in memory, and engines that skip with a reason where they are not installed."""

import io
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from voices.engines import ENGINES, get_engine
from voices.model import Engine


class MemoryStore:
    """Entries in a dictionary; counts what was written."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], bytes] = {}
        self.writes = 0

    def open(self, kind: str, key: str) -> BinaryIO | None:
        data = self.entries.get((kind, key))
        return None if data is None else io.BytesIO(data)

    def write(self, kind: str, key: str, data: bytes) -> None:
        self.writes += 1
        self.entries[kind, key] = data

    def discard(self, kind: str, key: str) -> None:
        self.entries.pop((kind, key), None)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture(scope="session")
def new_store() -> type[MemoryStore]:
    """Makes stores, for tests that need more than one."""
    return MemoryStore


@pytest.fixture(scope="session")
def tone() -> Engine:
    return get_engine("tone")


@pytest.fixture(params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    """Every engine of the table. A new one joins by its line there."""
    engine = get_engine(request.param)
    health = engine.health()
    if health.problem:
        pytest.skip(f"{request.param}: {health.problem}. {health.fix}")
    return engine


@pytest.fixture(scope="session", autouse=True)
def _close_engines() -> Iterator[None]:
    yield
    for name in ENGINES:
        get_engine(name).close()
