"""`python -m commerce.embedded demo | services | stop | words`: what the Makefile calls, without loading Django."""

import sys

from commerce.embedded import demo, owner, words
from commerce.embedded.console import Console
from commerce.embedded.state import State
from commerce.env import state_folder


def stop() -> int:
    """This stops the demo that runs in this checkout, if one does."""
    state = State(state_folder())
    console = Console(log=state.logs / "demo.log")
    try:
        stopped = state.stop_holder()
    except owner.CannotStart as error:
        console.show(str(error))
        return 1
    console.show("The demo is stopped." if stopped else "No demo is running here.")
    return 0


def compile_words() -> int:
    """This compiles the translations, for images and real servers."""
    words.compile_all()
    return 0


COMMANDS = {"demo": demo.run, "services": demo.serve, "stop": stop, "words": compile_words}

if __name__ == "__main__":
    name = sys.argv[1] if len(sys.argv) > 1 else "demo"
    if name not in COMMANDS:
        sys.exit(f"choose one of: {', '.join(COMMANDS)}")
    sys.exit(COMMANDS[name]())
