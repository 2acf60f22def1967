package dev.edict.fleet.roster;

/** Deletes observations after their retention; several nodes may do it at once. */
public interface ObservationPruning {

    void prune();
}
