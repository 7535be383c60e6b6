"""The commands of `python -m bot`, one module each; `bot.__main__` only lists them."""
