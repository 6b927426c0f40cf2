"""Two `hd voorbeeld` at once: the second waits its turn and mixes nothing."""

from pathlib import Path

import pytest

from helpende_data.dataset import read_dataset
from helpende_data.errors import BusyError
from helpende_data.files import Werkmap, writer_lock
from helpende_data.pipeline import ingest_voorbeeld
from helpende_data.voorbeeld import FOLDER


def test_second_example_is_refused_while_the_first_writes_and_reads(tmp_path: Path) -> None:
    werkmap = Werkmap(tmp_path)
    with (
        writer_lock(werkmap.root),
        pytest.raises(BusyError, match="er wordt al in deze werkmap geschreven"),
    ):
        ingest_voorbeeld(werkmap, seed=7)
    assert not (tmp_path / FOLDER).exists()
    assert not werkmap.dataset.exists()


@pytest.mark.slow
def test_lock_is_held_while_the_files_are_made_and_while_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    werkmap = Werkmap(tmp_path)
    gezien: list[str] = []

    def spy(naam: str) -> None:
        module, _, functie = naam.rpartition(".")
        echt = getattr(__import__(module, fromlist=[functie]), functie)

        def held(*args: object, **kwargs: object) -> object:
            with pytest.raises(BusyError), writer_lock(werkmap.root):
                pass
            gezien.append(functie)
            return echt(*args, **kwargs)

        monkeypatch.setattr(naam, held)

    spy("helpende_data.voorbeeld.make_voorbeeld")
    spy("helpende_data.pipeline.inlezen.add_leveringen")
    ingest_voorbeeld(werkmap, seed=7)
    assert gezien == ["make_voorbeeld", "add_leveringen"]
    assert read_dataset(werkmap).synthetisch
    with writer_lock(werkmap.root):
        pass  # and free again afterwards
