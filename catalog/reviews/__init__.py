"""What shoppers say about goods: reviews with stars, pictures and the merchant's reply.

Orders tell by facts what somebody bought and when it arrived; such a review is marked as verified. Nothing
shows before staff have read it. A summary row per product carries count and stars into lists and pages.
Other visitors say "helpful" or report a review. Who is erased takes name and pictures along.
"""
