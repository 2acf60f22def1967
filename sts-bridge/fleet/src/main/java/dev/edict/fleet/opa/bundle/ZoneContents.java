package dev.edict.fleet.opa.bundle;

import dev.edict.decision.PolicyDocument;
import java.util.List;

/**
 * What governs a zone, with its texts.
 *
 * @param documents in the order of the manifest; none if nothing governs
 */
record ZoneContents(Governance governance, List<PolicyDocument> documents) {}
