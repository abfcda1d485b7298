"""How fast documents are understood, in time of the processor; against ftfy, which repairs encodings alone."""

import random
import time

from benchmarks.measuring import ROUNDS, interview, median_of


def story(size: int, seed: int = 1) -> str:
    """Prose full of speech: names, pronouns, descriptions, and lines that nothing but their order tells apart."""
    chance = random.Random(seed)
    ends = ("berg", "holm", "man", "sen", "stern", "ow")
    firsts = ("Ada", "Bo", "Cy", "Dora", "Eve")
    names = [(first, root + end) for first in firsts for root in ("Lind", "Ros") for end in ends]
    scenes: list[str] = []
    length = 0
    while length < size:
        (ann, lee), (bo, roe) = chance.sample(names, 2)
        scenes += [
            f"{ann} {lee} came in late, and she shook the snow from her coat. {bo} {roe}, the baker, did not look up.",
            f"“Where is the boat?” asked {lee}. “You had it on Friday.”",
            f"“It sank,” said {roe}.",
            "“When?”",
            f"“In the night, {lee}. Nobody told me, either.” He wiped the table, slowly, and went on wiping it.",
            "The baker looked at the door. “And now I have to close,” he said.",
            f"She sat down. “Then we walk,” {ann} answered, “and the so-called “harbour road” is the shorter one.”",
        ]
        length += sum(map(len, scenes[-7:]))
    return "\n\n".join(scenes)


def bench_import() -> None:
    """Measure importing in CPU time, as speed and against what repairs encodings alone."""
    import ftfy

    import rr_reader

    faithful = ftfy.TextFixerConfig(
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
    )
    talk = "\n\n".join(interview(20_000, seed) for seed in range(20)).replace(" bu ", " – café’s “bu” ").encode()
    sources = {
        "interviews of 20 KB": [talk[at : at + 20_000] for at in range(0, len(talk), 20_000)],
        "stories of 20 KB": [story(20_000, seed).encode() for seed in range(20)],
        "one story of 100 KB": [story(100_000).encode()],
        "one story of 1 MB": [story(1_000_000).encode()],
        "one story of 5 MB": [story(5_000_000).encode()],
    }
    for title, pieces in sources.items():

        def with_ftfy(pieces: list[bytes] = pieces) -> float:
            started = time.process_time()
            for piece in pieces:
                ftfy.fix_text(piece.decode("utf-8", "replace"), faithful)
            return time.process_time() - started

        def whole_import(pieces: list[bytes] = pieces) -> float:
            started = time.process_time()
            for piece in pieces:
                rr_reader.parse(piece, name="piece.txt")
            return time.process_time() - started

        size = sum(map(len, pieces)) / 1e6
        found = median_of({"ftfy": with_ftfy, "import": whole_import}, rounds=1 if size > 1 else ROUNDS)
        print(f"{'import, ' + title:58} {size / found['import']:8.2f} MB/s of CPU time", end="")
        print(f"   ({found['ftfy'] / found['import']:.2f} × ftfy alone)", flush=True)
