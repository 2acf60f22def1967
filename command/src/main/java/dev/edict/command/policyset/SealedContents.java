package dev.edict.command.policyset;

import java.util.List;

/** The hashes of the texts of sealed versions. */
public interface SealedContents {

    /** The hashes of a version's texts in manifest order, without reading the texts; empty for an unknown version. */
    List<String> sha256s(String versionId);
}
