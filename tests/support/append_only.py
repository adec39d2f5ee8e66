"""Commands in the format of an append-only file."""


def command(*words: str) -> bytes:
    """Return the bytes that a store writes for a command."""
    each = [word.encode() for word in words]
    return b"*%d\r\n" % len(each) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in each)
