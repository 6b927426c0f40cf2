"""How files are found, named, locked and written safely. Nothing about what they mean."""

from helpende_data.files.atomic import make_folder, replace_together, write_atomic
from helpende_data.files.lock import user_name, writer_lock
from helpende_data.files.names import (
    check_name,
    one_line,
    os_path,
    plain_text,
    safe_text,
    slug,
    visible,
)
from helpende_data.files.read import read_bytes, read_toml
from helpende_data.files.werkmap import Werkmap

__all__ = [
    "Werkmap",
    "check_name",
    "make_folder",
    "one_line",
    "os_path",
    "plain_text",
    "read_bytes",
    "read_toml",
    "replace_together",
    "safe_text",
    "slug",
    "user_name",
    "visible",
    "write_atomic",
    "writer_lock",
]
