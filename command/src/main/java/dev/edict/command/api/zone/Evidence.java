package dev.edict.command.api.zone;

import java.util.List;

/**
 * What a zone asked of a version before it governed.
 *
 * @param setting {@code warn} or {@code required}
 * @param missing codes of what was missing or out of date; empty if nothing was
 */
public record Evidence(String setting, List<String> missing) {

    public Evidence {
        missing = List.copyOf(missing);
    }
}
