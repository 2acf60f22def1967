package dev.edict.decision.fuzz;

import dev.edict.decision.Evaluation.NotExecuted;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.language.ReadingPromises;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The entry point of the fuzzer; {@code mvn verify -Pfuzz}. */
public final class DocumentFuzzer {
    /** No document has this character outside of strings, so that it can stand between documents. */
    static final String SEPARATOR = "\f";

    private static final List<PolicyInput> REQUESTS = List.of(
            request("Workload", "CredentialInjection", "read"),
            request("Application", "TokenExchange", "agent:lifecycle"));

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
        decide(documents);
    }

    /** A request is decided or has a reason why not; a bundle without errors and logic is always decided. */
    private static void decide(List<PolicyDocument> documents) {
        var bundle = PolicyBundle.of(documents);
        boolean isSound = !PolicyCheck.bundle(documents, PolicyLanguage.LITERAL).hasErrors();
        for (var request : REQUESTS) {
            var evaluation = bundle.decide(request);
            if (!evaluation.equals(bundle.explain(request).outcome())) {
                throw new AssertionError("explained otherwise than decided: " + evaluation);
            }
            if (isSound
                    && evaluation instanceof NotExecuted none
                    && !none.reason().startsWith("approval_tiers: ")) {
                throw new AssertionError("sound, and not executed: " + none);
            }
        }
    }

    private static PolicyInput request(String type, String action, String scope) {
        return PolicyInput.from(Map.of(
                "principal", Map.of("type", type, "id", "app-1", "zone_id", "z", "labels", List.of("reader")),
                "resource", Map.of("identifier", "orders"),
                "action", Map.of("id", action),
                "context", Map.of("requested_scopes", List.of(scope))));
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
