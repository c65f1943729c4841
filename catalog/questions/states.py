"""The life of a question."""

from commerce.states import Flow

QuestionFlow = Flow(
    name="question",
    initial="waiting",
    moves={
        "answer": (("waiting", "refused"), "answered"),
        "refuse": (("waiting", "answered"), "refused"),
        "erase": (("waiting", "answered", "refused"), "erased"),
    },
)
