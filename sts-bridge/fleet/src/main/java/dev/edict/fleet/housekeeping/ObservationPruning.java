package dev.edict.fleet.housekeeping;

/** Deletes observations after their retention; several nodes may do it at once. */
public interface ObservationPruning {

    void prune();
}
