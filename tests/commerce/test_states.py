"""Lifecycles as data: invariant 19."""

from commerce.states import Flow

FLOW = Flow(
    name="parcel",
    initial="planned",
    moves={
        "label": ("planned", "labeled"),
        "dispatch": ("labeled", "dispatched"),
        "lose": (("labeled", "dispatched"), "lost"),
    },
)


def test_names_each_state_once_with_the_initial_first() -> None:
    assert FLOW.states == ("planned", "labeled", "dispatched", "lost")


def test_knows_what_may_follow() -> None:
    assert FLOW.moves_from("labeled") == ("dispatch", "lose")
    assert FLOW.moves_from("lost") == ()
    assert FLOW.allows("planned", "label")
    assert not FLOW.allows("planned", "dispatch")


def test_draws_itself() -> None:
    drawing = FLOW.mermaid()

    assert "[*] --> planned" in drawing
    assert "labeled --> lost: lose" in drawing
    assert "lost --> [*]" in drawing
