package dev.edict.fleet.opa.bundle;

import dev.edict.decision.DecisionContract;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.check.PolicyCheck;
import dev.edict.decision.language.PolicyLanguage;
import dev.edict.decision.problem.ProblemCode;
import dev.edict.fleet.opa.bundle.TarGzip.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes the files of a bundle: manifest, decision contract and documents, or a module that denies. */
final class BundleFiles {

    static final String MANIFEST = ".manifest";

    private static final String CONTRACT = "contract.rego";

    private static final Logger log = LoggerFactory.getLogger(BundleFiles.class);

    /** A document without {@code import rego.v1} is Rego v0, as the STS reads it (contract §6.2). */
    private static final int REGO_VERSION = 0;

    /** Under the contract alone every workload would be allowed, so the contract is left out. */
    private static final String DENYING =
            """
            package %s

            result := {
            	"decision": "deny",
            	"evaluation_status": "complete",
            	"determining_policies": [],
            	"diagnostics": [{"reason": "no_active_policy_set"}],
            }
            """
                    .formatted(DecisionContract.PACKAGE);

    /**
     * Codes, without the name that some have after a colon, of what could change the answers of the contract. The STS
     * denies everything then (contract §6.2).
     */
    private static final Set<String> TAMPERING = Stream.of(
                    ProblemCode.MUST_USE_PACKAGE_CARACAL_AUTHZ,
                    ProblemCode.DATA_DOCUMENT_MUST_NOT_DEFINE_RESULT,
                    ProblemCode.DATA_DOCUMENT_RULE_NOT_ALLOWED)
            .map(ProblemCode::code)
            .collect(Collectors.toSet());

    private static final List<String> ROOTS = List.of("caracal/authz", "caracal/contract");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String APART = "caracal.contract";

    private static final Member RESULT = new Member(
            "result.rego", "package %s\n\nresult := data.%s.result\n".formatted(DecisionContract.PACKAGE, APART));

    private final List<Member> contract;

    private BundleFiles(List<Member> contract) {
        this.contract = contract;
    }

    /**
     * With the contract that is shipped, in a package of its own: a document may define a rule that no check without a
     * whole parser of Rego sees, and must not be able to define one of the contract's.
     */
    static BundleFiles withOwnContract() {
        var apart = DecisionContract.text()
                .replaceFirst("(?m)^package %s$".formatted(DecisionContract.PACKAGE), "package " + APART);
        return new BundleFiles(List.of(new Member(CONTRACT, apart), RESULT));
    }

    /** With an operator's contract as it is: it may name the rules of documents without their package. */
    static BundleFiles withContract(String text) {
        return new BundleFiles(List.of(new Member(CONTRACT, text)));
    }

    List<Member> of(ZoneContents contents) {
        var files = new ArrayList<Member>();
        files.add(new Member(MANIFEST, manifest(contents.governance())));
        if (contents.governance().isGoverned() && contents.documents().stream().noneMatch(BundleFiles::tampers)) {
            files.addAll(contract);
            contents.documents()
                    .forEach(document ->
                            files.add(new Member("policies/%s.rego".formatted(document.id()), document.content())));
        } else {
            files.add(new Member("deny.rego", DENYING));
        }
        return files;
    }

    private static boolean tampers(PolicyDocument document) {
        var tampering = PolicyCheck.document(document, PolicyLanguage.REGO).problems().stream()
                .map(problem -> problem.code())
                .filter(code -> TAMPERING.contains(code.replaceFirst(":.*", "")))
                .findFirst();
        tampering.ifPresent(code ->
                log.warn("Agents get a bundle that denies everything: policy version {} has {}", document.id(), code));
        return tampering.isPresent();
    }

    /** In canonical form, sorted and without blanks: an agent hashes it so (its values are ASCII). */
    private static String manifest(Governance governance) {
        var members = new TreeMap<String, Object>();
        members.put("rego_version", REGO_VERSION);
        members.put("revision", governance.revision());
        members.put("roots", ROOTS);
        return JSON.writeValueAsString(members);
    }
}
