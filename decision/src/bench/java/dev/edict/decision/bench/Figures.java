package dev.edict.decision.bench;

/**
 * What decisions cost on one core.
 *
 * @param allowed how many of the inputs are allowed: who was asked the same agrees on it
 */
record Figures(double perSecond, double p50Micros, double p99Micros, int allowed) {}
