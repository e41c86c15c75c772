"""What `bench_search.py` is made of."""
