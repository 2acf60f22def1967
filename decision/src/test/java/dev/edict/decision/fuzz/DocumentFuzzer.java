package dev.edict.decision.fuzz;

import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.language.ReadingPromises;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** What the fuzzer calls with every input it thinks of; {@code mvn verify -Pfuzz}. */
public final class DocumentFuzzer {
    /** No document has this character outside of strings, so that it can stand between documents. */
    static final String SEPARATOR = "\f";

    private DocumentFuzzer() {}

    /** Reads the bytes as documents, each by itself and all as a bundle. */
    public static void fuzzerTestOneInput(byte[] input) {
        var documents = new ArrayList<PolicyDocument>();
        for (var text : text(input).split(SEPARATOR, -1)) {
            ReadingPromises.check(text);
            documents.add(new PolicyDocument("d" + documents.size(), text));
        }
        for (var language : PolicyLanguage.values()) {
            documents.forEach(document -> check(PolicyCheck.document(document, language)));
            check(PolicyCheck.bundle(documents, language));
        }
        PolicyBundle.of(documents);
    }

    /** A JSON request can carry half of a surrogate pair, which is what becomes of bytes that are no UTF-8. */
    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8).replace('\ufffd', '\ud83d');
    }

    private static void check(PolicyCheck.Report report) {
        if (report.firstViolation().isPresent() != report.hasErrors()) {
            throw new AssertionError("an error is a violation: " + report);
        }
    }
}
