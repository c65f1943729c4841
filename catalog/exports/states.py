"""The life of one run."""

from commerce.states import Flow

FeedFlow = Flow(
    name="feed_run",
    initial="building",
    moves={"finish": ("building", "ready"), "fail": ("building", "failed")},
)
