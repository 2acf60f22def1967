package dev.edict.projector.tables;

/** The tables of the views; a table refers only to rows of tables above it. */
public enum ViewTable {
    ZONES,
    POLICIES,
    POLICY_VERSIONS,
    POLICY_SETS,
    POLICY_SET_VERSIONS,
    BINDINGS,
    GOVERNANCE,
    ZONE_ACTIVATIONS,
    ZONE_SETTINGS,
    CANARIES,
    ZONE_CANARIES,
    CATALOGUES,
    SUITE_VERSIONS,
    ZONE_SUITES,
    TIMELINE
}
