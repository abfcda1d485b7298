"""Understanding: from lines to speakers, blocks, quotes and metadata."""
