"""Training: questions made from the data, checked to have one right answer, and packs for posts."""
