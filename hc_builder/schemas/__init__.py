"""What may stand in the files that writers edit, as JSON Schema for their editors: made of the declarations that the
readers go by, described in the words of the documents."""
