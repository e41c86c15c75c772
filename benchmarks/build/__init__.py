"""What `bench_build.py` is made of."""
