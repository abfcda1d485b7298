"""The label of a voice, as a transcript has it, is mended to a name."""

import json

import pytest

from rr_reader import parse
from rr_reader.errors import NoSourceError
from rr_reader.library.mending import reassign_label

SAID = ["So where did it go?", "Into the barn.", "And the mice?", "They left."]
TALK = parse(
    json.dumps(
        {
            "segments": [
                {"start": 4 * at, "end": 4 * at + 2, "text": text, "speaker": f"SPEAKER_0{at % 2}"}
                for at, text in enumerate(SAID)
            ]
        }
    ).encode()
)


def test_the_label_of_a_voice_is_mapped_to_a_name() -> None:
    mended = reassign_label(TALK, "SPEAKER_00", "Una Brekke")
    assert [block.speaker for block in mended.blocks] == ["Una Brekke", "SPEAKER_01"] * 2


def test_a_name_that_other_labels_stand_for_is_no_label() -> None:
    text = "".join(f"{'UB' if at % 2 else 'Tor Vik'}: {said}\n\n" for at, said in enumerate(SAID))
    article = parse(f"By Una Brekke\n\nUna Brekke (UB) talks to Tor Vik.\n\n{text}".encode())
    assert {"Una Brekke", "Tor Vik"} <= {block.speaker for block in article.blocks}
    with pytest.raises(NoSourceError, match="No turn is labelled"):
        reassign_label(article, "Una Brekke", "Ann Lee")
