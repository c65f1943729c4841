"""What is bought together: counted at night from the figures of orders, told to whoever looks at a bag."""
