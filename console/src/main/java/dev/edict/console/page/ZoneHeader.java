package dev.edict.console.page;

import dev.edict.query.zone.Governance;
import org.jspecify.annotations.Nullable;

/**
 * What stands above every page of a zone.
 *
 * @param governance what governs the zone now
 * @param wayBack what a rollback would restore; null if there is nothing to go back to
 */
record ZoneHeader(String id, String name, String slug, Governance governance, @Nullable WayBack wayBack) {

    /**
     * The version that a rollback restores.
     *
     * @param version number of the version in its set
     */
    record WayBack(String policySetId, String policySetName, String versionId, int version) {}
}
