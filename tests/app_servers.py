"""An ASGI application behind a real socket, in a thread of the test's own process."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import uvicorn
from endpoint_process import find_port


@contextmanager
def serve_app(app: Any, port: int = 0) -> Iterator[str]:
    """Its address, up to the host; it listens before the block begins. Without a `port`, at one that is free."""
    port = port or find_port()
    config = uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=2, loop="asyncio")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server ended"
            thread.join(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
