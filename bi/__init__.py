"""What we learn: events, facts and figures that agree with the books."""
