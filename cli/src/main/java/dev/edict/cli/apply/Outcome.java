package dev.edict.cli.apply;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edict.cli.io.Colours;
import dev.edict.cli.io.Style;
import dev.edict.cli.verification.VerificationText;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What became of a plan.
 *
 * @param versionId the version that the plan activated; null if it activated nothing
 * @param activationSeq the number of that change; 0 if there was none
 * @param verification of the activation, as the API answers it; null if there was none
 * @param rollback the verification of the change that went back; null if none did
 * @param notRolledBack why no change went back, though it should; null otherwise
 */
record Outcome(
        String zoneId,
        @Nullable String versionId,
        long activationSeq,
        @Nullable JsonNode verification,
        @Nullable JsonNode rollback,
        @Nullable String notRolledBack) {

    static Outcome of(Applied applied, @Nullable JsonNode verification) {
        return new Outcome(applied.zoneId(), applied.versionId(), applied.activationSeq(), verification, null, null);
    }

    Outcome rolledBack(JsonNode verificationOfRollback) {
        return new Outcome(zoneId, versionId, activationSeq, verification, verificationOfRollback, null);
    }

    Outcome notRolledBack(String why) {
        return new Outcome(zoneId, versionId, activationSeq, verification, null, why);
    }

    /** Whether the zone is as the plan says, and does what it should. */
    @JsonProperty("verified")
    boolean isVerified() {
        return verification == null || new VerificationText(verification, false).isVerified();
    }

    void print(PrintWriter out, Colours colours) {
        if (verification != null) {
            out.println();
            new VerificationText(verification, false).print(out, colours);
        }
        if (rollback != null) {
            out.println();
            out.println(colours.paint(Style.WARNING, "Rolled back:"));
            new VerificationText(rollback, false).print(out, colours);
        }
        if (notRolledBack != null) {
            out.println();
            out.println(colours.paint(Style.BAD, notRolledBack));
        }
    }
}
