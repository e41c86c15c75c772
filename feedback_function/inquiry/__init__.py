"""What customers write to a person: taken, kept encrypted for a while, and handed on by mail. Off unless configured."""
