package dev.edict.fleet.verification;

import java.util.List;
import java.util.stream.Collectors;

/** Names in sentences and in evidence: a few of many. */
final class Names {

    private static final int MOST_IN_A_SENTENCE = 10;

    private Names() {}

    static String listed(List<String> names) {
        var named = names.stream().limit(MOST_IN_A_SENTENCE).collect(Collectors.joining(", "));
        return names.size() > MOST_IN_A_SENTENCE
                ? "%s and %d more".formatted(named, names.size() - MOST_IN_A_SENTENCE)
                : named;
    }

    /** E.g. {@code 1 gateway}, {@code 2 gateways}. */
    static String counted(int count, String noun) {
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }

    static List<String> first(List<String> names) {
        return names.stream().limit(EvidenceReader.MOST_NAMED).toList();
    }
}
