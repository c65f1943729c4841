"""`python -m payments.stripe_emulator`: the emulator by itself, without loading the house.

`manage.py stripe_emulator` takes the same options.
"""

import signal
import sys
import threading
from argparse import ArgumentParser, Namespace
from pathlib import Path

from payments.stripe_emulator.server import Emulator


def add_options(parser: ArgumentParser) -> None:
    """This adds the emulator's options to a parser."""
    parser.add_argument("--port", type=int, default=12111)
    parser.add_argument("--webhook-url", default="", help="where signed events are sent")
    parser.add_argument("--webhook-secret", default="", help="whsec_... to sign them with")
    parser.add_argument("--state", type=Path, help="file that keeps the objects over restarts")
    parser.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        help="shop address besides the loopback ones that may use the browser side",
    )


def serve(options: Namespace) -> None:
    """This serves until SIGTERM or Ctrl-C."""
    if options.webhook_url and not options.webhook_secret:
        sys.exit("--webhook-url needs --webhook-secret")
    emulator = Emulator(
        port=options.port,
        webhook_url=options.webhook_url,
        webhook_secret=options.webhook_secret,
        state=options.state,
        origins=tuple(options.allow_origin),
    )
    for kind in (signal.SIGTERM, signal.SIGINT):
        signal.signal(kind, lambda *_: threading.Thread(target=emulator.shutdown).start())
    sys.stdout.write(f"Stripe emulator on {emulator.url}\n")
    sys.stdout.flush()
    emulator.serve_forever(poll_interval=0.2)
    emulator.server_close()


if __name__ == "__main__":
    parser = ArgumentParser(description="Serve an emulator of the Stripe API on 127.0.0.1.")
    add_options(parser)
    serve(parser.parse_args())
