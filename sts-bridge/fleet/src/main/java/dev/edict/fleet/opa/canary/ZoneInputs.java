package dev.edict.fleet.opa.canary;

import java.util.List;

/**
 * The canaries of a zone as of one instant.
 *
 * @param canariesVersion number of the latest change
 */
record ZoneInputs(long canariesVersion, List<CanaryInput> canaries) {

    /** The request of a canary, as JSON. */
    record CanaryInput(String name, String input) {}
}
