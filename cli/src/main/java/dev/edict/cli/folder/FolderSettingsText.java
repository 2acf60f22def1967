package dev.edict.cli.folder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code edict.yaml} says of a zone.
 *
 * @param existing what it says now; null if it does not exist
 * @param policyNames the policies whose files are named otherwise, by file
 */
record FolderSettingsText(ZoneContent zone, @Nullable FolderSettings existing, SortedMap<String, String> policyNames) {

    private static final int LONGEST_NAME = 120;

    Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("zone", zoneKey());
        if (!zone.name().equals(zoneKey()) && zone.name().length() <= LONGEST_NAME) {
            members.put("name", zone.name());
        }
        members.put("policy_set", zone.policySet());
        if (!policyNames.isEmpty()) {
            members.put("policy_names", policyNames);
        }
        members.put("settings", zone.settings());
        if (zone.catalogue() != null) {
            members.put("catalogue", zone.catalogue());
        }
        return members;
    }

    /** As the folder names the zone already; otherwise by its slug, which people can read. */
    private String zoneKey() {
        return existing != null && existing.zone().equals(zone.zoneId()) ? zone.zoneId() : zone.slug();
    }

    /** The name counts only for a zone that has to be made. */
    boolean isSame() {
        return existing != null
                && existing.zone().equals(zoneKey())
                && existing.policySet().equals(zone.policySet())
                && existing.policyNames().equals(policyNames)
                && existing.settings().equals(zone.settings())
                && Objects.equals(
                        canonical(
                                existing.catalogue() == null
                                        ? null
                                        : existing.catalogue().json()),
                        canonical(zone.catalogue()));
    }

    private static @Nullable Object canonical(@Nullable Object catalogue) {
        return catalogue == null ? null : CatalogueFile.canonical(catalogue);
    }
}
