"""Photos of the work: where they are, their order, their captions, decoding at screen size."""
