"""The workers of a Dask cluster in place of this machine's own (extra `cluster`).

They need audio-edition installed and must reach the store: a folder that all machines share, or an address
that fsspec can write to (`edition.remote_store`). The scheduler gives the work of a lost worker to another.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from scripts.errors import ConfigError

_PATIENCE_S = 20
_NEXT_STEP = "Check the address that --cluster names, and that its scheduler runs; or leave --cluster out."


@contextmanager
def cluster_executor(address: str) -> Iterator[Executor]:
    """An executor on the cluster whose scheduler is at `address` ("tcp://10.0.0.5:8786").

    Raises ConfigError if Dask is not installed or nobody answers.
    """
    if find_spec("distributed") is None:
        raise ConfigError(
            "Dask is not installed, which --cluster needs",
            "Install it: pip install 'audio-edition[cluster]'.",
        )
    import distributed

    connect: Any = distributed.Client
    try:
        client = connect(address, timeout=_PATIENCE_S, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ConfigError(f"No cluster answers at {address!r}: {error}", _NEXT_STEP) from error
    with client:
        executor: Executor = client.get_executor(pure=False)
        with executor:
            yield executor
