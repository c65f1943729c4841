"""Which warehouse serves which wish: a strategy decides over what is free, and says why.

The rules are pure and see candidates with distances; the decision is written down beside the
reservation, so that anybody can ask later why a parcel came from afar.
"""
