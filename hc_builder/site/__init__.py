"""The site: its pages rendered, its other files made, and all of it put in place whole."""
