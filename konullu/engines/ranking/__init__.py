"""Fair ranking: every opportunity gets a chance, and sign-ups are not lost.

The idea is that of SmartSort (Manshadi, Rodilitz, Saban, Suresh: "Redesigning VolunteerMatch's search algorithm", SSRN
4497747): order by the expected conversion, and lower an opportunity after it has been chosen. Its exact formula is not
published; this one was found with benchmarks/bench_ranking.py. All functions are plain arithmetic on numbers, so that
the benchmark compiles the very same code.
"""
