"""Run the parser over FOLDER/raw and score it with FOLDER/score against FOLDER/gold: `make eval`."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rr_reader.errors import ReaderError
from rr_reader.parsing.importing import parse_source


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="holds raw/, gold/ and the scorer, score")
    arguments.add_argument("--by", choices=["layout", "gold", "format", "doc"], help="a line for each group as well")
    arguments.add_argument("--only", default="", help="only sources whose name holds this")
    arguments.add_argument("--keep", type=Path, help="write the predictions here")
    args = arguments.parse_args()
    files = sorted(path for path in (args.folder / "raw").iterdir() if args.only in path.name)
    raws = {path.name: path.read_bytes() for path in files}
    refused, predictions, read = [], [], 0
    parse_source(b"Ann: Why?\n\nBo: So.", name="warm-up.txt")  # imports are not parsing
    began = time.perf_counter()
    for name, raw in raws.items():
        try:
            predictions.append(parse_source(raw, name=name))
            read += len(raw)
        except ReaderError as error:
            refused.append(str(error))
    seconds = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        out = args.keep or Path(folder, "predictions.jsonl")
        out.write_text(
            "".join(json.dumps(article.to_dict(), ensure_ascii=False) + "\n" for article in predictions), "utf-8"
        )
        gold = (
            next((args.folder / "gold").glob(f"*{args.only.rpartition('.')[0] or args.only}*.json"))
            if args.only
            else args.folder / "gold"
        )
        command = [
            sys.executable,
            str(args.folder / "score"),
            str(gold),
            str(out),
            *(["--by", args.by] if args.by else []),
        ]
        code = subprocess.run(command, check=False).returncode
    print(
        f"\n{len(predictions)} sources, {read / 1e6:.2f} MB in {seconds:.2f} s: {read / 1e6 / seconds:.1f} MB/s",
        *refused,
        sep="\n",
    )
    return code


if __name__ == "__main__":
    raise SystemExit(main())
