"""Laying an article out in lines, and its colours: pure, shared by `show` and the screen."""
