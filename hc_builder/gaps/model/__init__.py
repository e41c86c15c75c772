"""What passes between the rooms of the gap analyzer: plain values, cheap to import."""
