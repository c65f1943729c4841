"""The photo studio: still-life product pictures drawn by rule, without a camera or a network.

A *family* (vase, mug, lamp, ...) draws one object on an 1000 x 1250 sheet standing on `GROUND`.
A *look* names what is chosen (shape, glaze, wood): given by the product's attributes, else by its
seed, so the same product always sits for the same portrait. A *scene* is the set around it.
"""
