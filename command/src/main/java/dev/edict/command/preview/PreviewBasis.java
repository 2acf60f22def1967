package dev.edict.command.preview;

import dev.edict.command.content.Sha256;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What an activation depends on. Nothing in it changes with time alone, and a bundle has the same contents before and
 * after it is sealed.
 *
 * @param contents the digest of the bundle's contents
 * @param activationSeq the number of the zone's latest activation or deactivation; 0 if there was none
 * @param settingsSeq the number of the latest change of the zone's settings
 * @param catalogueVersion that of the zone's catalogue; 0 for none
 * @param suitesVersion that of the zone's suites; 0 if it never had one
 * @param canariesVersion that of the zone's canaries; 0 if it never had one
 * @param contract the decision contract of this site's engine
 */
public record PreviewBasis(
        String contents,
        long activationSeq,
        long settingsSeq,
        long catalogueVersion,
        long suitesVersion,
        long canariesVersion,
        String contract) {

    /** The digest of contents, given their hashes in any order. */
    public static String contents(Collection<String> contentSha256s) {
        return Sha256.hex(contentSha256s.stream().sorted().collect(Collectors.joining("\n")));
    }

    /** Lower-case hex SHA-256 of all members. */
    public String digest() {
        return Sha256.hex("edict-preview-1\n%s\n%d\n%d\n%d\n%d\n%d\n%s"
                .formatted(
                        contents,
                        activationSeq,
                        settingsSeq,
                        catalogueVersion,
                        suitesVersion,
                        canariesVersion,
                        contract));
    }
}
