"""The status page: what a kiosk does and what is wrong, for whoever sits elsewhere.

`StatusServer` serves what a `Status` says, as a page, as Prometheus metrics, and in one word. Its
libraries are loaded when it starts; this package costs a start nothing.
"""
