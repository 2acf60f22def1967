package dev.edict.audit.opa;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The revision of a bundle of Edict: which activation it is of.
 *
 * @param manifest null if nothing governed
 */
record Revision(long activationSeq, @Nullable String manifest) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):(none|[0-9a-f]{64})");

    static Optional<Revision> of(@Nullable String revision) {
        return Optional.ofNullable(revision)
                .map(FORM::matcher)
                .filter(form -> form.matches())
                .map(form -> new Revision(
                        Long.parseLong(form.group(1)), form.group(2).equals("none") ? null : form.group(2)));
    }
}
