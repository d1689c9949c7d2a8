"""The way to the pictures process, and what becomes of a process that dies, hangs or talks nonsense."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from builders.pictures import MARKER, bomb_png, drawing, encoded, jpeg, told_all
from weavit_desktop import pipe
from weavit_desktop.child import command_of
from weavit_desktop.services.picture_process import (
    FAILED,
    MOST_BYTES,
    NoPicture,
    Picture,
    PictureProcess,
)


def script(folder: Path, code: str) -> list[str]:
    """Return the command of a process that does something else with its pictures."""
    path = folder / "pictures.py"
    path.write_text(
        "import sys, time, os\n"
        "from weavit_desktop.pipe import Frame, read_frame, write_frame\n"
        "source, sink = sys.stdin.buffer, sys.stdout.buffer\n" + code
    )
    return [sys.executable, str(path)]


# One that does what it should, unless the picture says otherwise.
MOODY = """
while (frame := read_frame(source)) is not None:
    if frame.body == b"die":
        os._exit(9)
    if frame.body == b"hang":
        time.sleep(20)
    if frame.body == b"babble":
        sink.write(b"nonsense" * 9)
        sink.flush()
    if frame.body == b"lie":
        write_frame(sink, Frame("cleaned", {"media_type": "image/png", "length": 99}, b"short"))
    write_frame(sink, Frame("refused", {"code": f"{os.getpid()}"}))
"""


def test_pictures_come_back_clean_and_in_order() -> None:
    came = [told_all("JPEG"), jpeg(), told_all("PNG"), b"GIF89a", bomb_png(25_000, 25_000), told_all("WEBP")]
    with PictureProcess() as pictures:
        outcomes = [one.result() for one in [pictures.clean(data) for data in came]]
    assert [type(one) for one in outcomes] == [Picture, Picture, Picture, NoPicture, NoPicture, Picture]
    first, bare, _, gif, bomb, _ = outcomes
    assert isinstance(first, Picture)
    assert MARKER.encode() not in first.data
    assert isinstance(bare, Picture)
    assert (bare.data, bare.media_type) == (came[1], "image/jpeg")
    assert (gif, bomb) == (NoPicture(pipe.FORMAT), NoPicture(pipe.OVERSIZED))


def test_a_large_picture_goes_through_the_limits_of_the_process() -> None:
    with PictureProcess() as pictures:
        outcome = pictures.clean(encoded(drawing(8_000, 6_000), "JPEG") + b"appended").result()
    assert isinstance(outcome, Picture)


def test_a_picture_too_large_for_the_pipe_is_not_sent(tmp_path: Path) -> None:
    with PictureProcess(script(tmp_path, "raise SystemExit")) as pictures:
        assert pictures.clean(bytes(MOST_BYTES + 1)).result() == NoPicture(pipe.OVERSIZED)


def test_a_process_that_dies_costs_one_picture_and_is_started_anew(tmp_path: Path) -> None:
    with PictureProcess(script(tmp_path, MOODY)) as pictures:
        outcomes = [pictures.clean(data) for data in (b"one", b"two", b"die", b"three")]
        one, two, died, three = (outcome.result() for outcome in outcomes)
    assert isinstance(one, NoPicture)
    assert one == two != three
    assert died == NoPicture(FAILED)
    assert three != NoPicture(FAILED)


def test_one_that_hangs_talks_nonsense_or_lies_costs_one_picture(tmp_path: Path) -> None:
    with PictureProcess(script(tmp_path, MOODY), deadline=1.5) as pictures:
        for mood in (b"hang", b"babble", b"lie"):
            assert pictures.clean(mood).result() == NoPicture(FAILED)
            assert pictures.clean(b"next").result() != NoPicture(FAILED)


def test_where_it_cannot_be_started_nothing_is_shown_and_nothing_breaks(tmp_path: Path) -> None:
    with PictureProcess([str(tmp_path / "missing")]) as pictures:
        assert pictures.clean(jpeg()).result() == NoPicture(FAILED)


def test_it_gets_nothing_of_the_environment_and_no_folder_to_load_code_from() -> None:
    assert command_of("pictures")[1:3] == ["-I", "-B"]


def test_a_bundle_has_it_as_an_executable_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/weavit/weavit")
    assert command_of("pictures") == ["/opt/weavit/weavit-pictures"]
