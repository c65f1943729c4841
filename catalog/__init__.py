"""What we sell: products, their words and pictures, their prices, and how they are found."""
