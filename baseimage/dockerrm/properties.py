"""The properties files: YAML maps name -> text, written before and read after each script.

LIFECYCLE holds the instance's properties, OPERATION those of the operation that runs. Every value is
text and stays exactly as it is: "0010", "yes", "1e3" and "null" are never taken for something else.
"""

import fcntl
import os
import sys

LIFECYCLE = "/opt/rmparams"
OPERATION = "/opt/opparams"


class PropertyError(Exception):
    """A property or file that does not exist or cannot be understood."""


def read(path=LIFECYCLE):
    """All properties of a file, in its order."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise PropertyError(f"{path}: {error.strerror}") from None
    found = _read_simple(content)
    return _read_yaml(content, path) if found is None else found


def get(name, path=LIFECYCLE):
    """The value of one property."""
    values = read(path)
    if name not in values:
        raise PropertyError(f"unknown property {name!r} in {path}")
    return values[name]


def put(name, value, path=LIFECYCLE):
    """Gives a property that the file has a new value. Concurrent calls do not lose each other's."""
    path = os.path.realpath(path)
    directory = os.open(os.path.dirname(path), os.O_RDONLY)
    try:
        # The directory, not the file, is locked: the file is replaced by a new one below.
        fcntl.flock(directory, fcntl.LOCK_EX)
        values = read(path)
        if name not in values:
            raise PropertyError(f"unknown property {name!r} in {path}")
        values[name] = value
        _replace(path, text(values).encode())
    finally:
        os.close(directory)


def text(values):
    """The map as YAML, one `"name": "value"` on each line."""
    if all(_is_simple(name) and _is_simple(value) for name, value in values.items()):
        return "".join(f'"{name}": "{value}"\n' for name, value in values.items())
    import yaml

    return yaml.dump(
        values,
        Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
        default_style='"',
        default_flow_style=False,
        allow_unicode=True,
        sort_keys=False,
        width=2**31 - 1,
    )


def _read_simple(content):
    """The properties if every line is a name and a quoted text without escapes, else None.

    Most files are of this form, and importing yaml takes longer than all the rest of a call.
    """
    try:
        lines = content.decode().split("\n")
    except UnicodeDecodeError:
        return None
    if lines and lines[-1] == "":
        lines.pop()
    values = {}
    for line in lines:
        name, colon, value = line.partition(": ")
        name = _unquoted(name) or (name if name.isidentifier() and name.isascii() else None)
        value = _unquoted(value)
        if not colon or not name or value is None:
            return None
        values[name] = value
    return values


def _unquoted(quoted):
    inner = quoted[1:-1]
    return inner if len(quoted) > 1 and quoted == f'"{inner}"' and _is_simple(inner) else None


def _is_simple(value):
    """Whether a text between double quotes stands for itself in YAML."""
    return (
        isinstance(value, str)
        and value.isprintable()
        and '"' not in value
        and "\\" not in value
    )


def _read_yaml(content, path):
    import yaml

    try:
        found = yaml.load(content, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, TypeError) as error:
        raise PropertyError(f"{path} is not a YAML map of names to values: {error}") from None
    if found is None or found == "":
        return {}
    if not isinstance(found, dict):
        raise PropertyError(f"{path} is not a map of names to values")
    return found


def _replace(path, content):
    """A reader sees the old file or the new one, never a part; owner and mode stay."""
    old = os.stat(path)
    new = f"{path}.new"
    try:
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except PermissionError:
        # Not our directory (the image's user is not root): the file itself is all we may write.
        with open(path, "r+b") as file:
            file.write(content)
            file.truncate()
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            os.fchmod(handle, old.st_mode & 0o7777)
            if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(handle, old.st_uid, old.st_gid)
        os.replace(new, path)
    except BaseException:
        os.unlink(new)
        raise


def get_command(path):
    """getProperty and getOperationProperty: `[NAME]`."""
    arguments = sys.argv[1:]
    if len(arguments) > 1:
        _usage("[NAME]")
    try:
        if arguments:
            found = get(arguments[0], path)
            print(found if isinstance(found, str) else text(found).rstrip("\n"))
        else:
            values = read(path)
            print(text(values) if values else "", end="")
    except PropertyError as error:
        _fail(error)


def set_command(path):
    """setProperty and setOperationProperty: `NAME VALUE`."""
    if len(sys.argv) != 3:
        _usage("NAME VALUE")
    name, value = sys.argv[1:]
    try:
        value.encode()
    except UnicodeEncodeError:
        _fail(f"the value of {name!r} is not UTF-8")
    try:
        put(name, value, path)
    except (PropertyError, OSError) as error:
        _fail(error)


def _usage(arguments):
    print(f"usage: {os.path.basename(sys.argv[0])} {arguments}", file=sys.stderr)
    sys.exit(2)


def _fail(reason):
    print(f"{os.path.basename(sys.argv[0])}: {reason}", file=sys.stderr)
    sys.exit(1)
