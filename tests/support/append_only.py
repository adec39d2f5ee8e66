"""Commands in the format of an append-only file."""


def command(*words: str) -> bytes:
    """Return a command as a store writes it."""
    each = [word.encode() for word in words]
    return b"*%d\r\n" % len(each) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in each)
