"""`python -m rr_reader` is `rr-reader`."""

import sys

from rr_reader.launch import main

if __name__ == "__main__":
    sys.exit(main())
