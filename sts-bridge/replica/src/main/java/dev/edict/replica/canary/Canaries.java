package dev.edict.replica.canary;

import java.util.List;

/**
 * The canaries of a zone.
 *
 * @param version which state of them this is
 */
record Canaries(long version, List<Canary> items) {}
