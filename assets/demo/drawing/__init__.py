"""The drawings of the demo album: a small studio of our own on QPainter and Pillow."""
