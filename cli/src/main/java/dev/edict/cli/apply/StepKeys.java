package dev.edict.cli.apply;

import dev.edict.command.content.Sha256;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys of steps: equal exactly if the steps are. A plan that is applied again, and a plan that is made again after a
 * killed one, send the same key for the same step, and Edict answers it as it did.
 */
final class StepKeys {

    private static final String PREFIX = "edict-apply-";

    private final List<String> of;

    /** Keys of steps on what these name, such as a zone and the change that governs it. */
    StepKeys(String... of) {
        this.of = List.of(of);
    }

    String key(String step, String... parts) {
        var all = Stream.of(of.stream(), Stream.of(step), Stream.of(parts))
                .flatMap(texts -> texts)
                .map(text -> text.length() + ":" + text)
                .collect(Collectors.joining());
        return PREFIX + Sha256.hex(all);
    }
}
