"""The lifecycle of a cart."""

from commerce.states import Flow

CartFlow = Flow(name="cart", initial="open", moves={"order": ("open", "ordered")})
