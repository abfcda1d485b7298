"""Text as such: decoding, repair, making safe, matching, sentences. Knows nothing of interviews."""
