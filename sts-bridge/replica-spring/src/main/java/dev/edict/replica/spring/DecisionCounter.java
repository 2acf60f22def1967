package dev.edict.replica.spring;

/** Counts decisions. */
@FunctionalInterface
interface DecisionCounter {

    void count(GatewayDecision decision);
}
