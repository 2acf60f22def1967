package dev.edict.fleet.canary;

/** How many canaries of a zone a decision point decided as expected, and how many otherwise or not at all. */
record CanaryTally(int passed, int failed) {}
