package dev.edict.preview;

import dev.edict.decision.PolicyDocument;
import dev.edict.query.delta.DocumentChange.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The documents whose activation is previewed.
 *
 * @param sealed the version that they are; null if they are not sealed
 */
record Candidate(@Nullable Sealed sealed, List<Text> texts) {

    /** A sealed version. */
    record Sealed(String policySetId, String versionId, String manifestSha256) {}

    boolean isSealed() {
        return sealed != null;
    }

    boolean is(@Nullable String versionId) {
        return sealed != null && sealed.versionId().equals(versionId);
    }

    List<PolicyDocument> documents() {
        return texts.stream()
                .map(text -> new PolicyDocument(text.policy(), text.content()))
                .toList();
    }
}
