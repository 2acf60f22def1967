package dev.edict.decision;

import dev.edict.decision.input.LiteralJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One condition of the decision table (contract §8.5): a request that fails it is denied. */
enum Gate {
    /** Row 1. */
    NOT_FROZEN {
        @Override
        @Nullable
        Decision denial(Question question) {
            return freeze(question.data());
        }

        @Override
        Map<String, Object> compared(Question question) {
            return Map.of("restrictions", shown(question.data().restrictions()));
        }
    },
    /** An addition to the contract, whose engine fails on such a bundle. */
    DATA_READABLE {
        @Override
        @Nullable
        Decision denial(Question question) {
            return question.data().faultEverywhere();
        }
    },
    /** Row 4. */
    RISK_WELL_FORMED {
        @Override
        @Nullable
        Decision denial(Question question) {
            return question.data().risk().faultHere();
        }
    },
    /** Row 5. */
    APPROVALS_WELL_FORMED {
        @Override
        @Nullable
        Decision denial(Question question) {
            return question.data().approvals().faultHere();
        }
    },
    /** Rows 6 and 13. */
    OWNED {
        @Override
        List<String> reads() {
            return OWNERSHIP;
        }

        @Override
        @Nullable
        Decision denial(Question question) {
            return ownership(question, RESOURCE_NOT_GRANTED);
        }

        @Override
        Map<String, Object> compared(Question question) {
            return ownershipCompared(question);
        }
    },
    /** Row 3: without ownership, no rule applies to a bootstrap. */
    OWNED_OR_NO_RULE {
        @Override
        List<String> reads() {
            return OWNERSHIP;
        }

        @Override
        @Nullable
        Decision denial(Question question) {
            return ownership(question, NO_RULE_MATCHED);
        }

        @Override
        Map<String, Object> compared(Question question) {
            return ownershipCompared(question);
        }
    },
    /** Row 7. */
    WITHIN_EDGE {
        @Override
        List<String> reads() {
            return List.of(REQUESTED_SCOPES, "delegation_edge.scopes");
        }

        @Override
        @Nullable
        Decision denial(Question question) {
            return deny(!question.isWithinEdge(), DELEGATION_SCOPE_EXCEEDED);
        }

        @Override
        Map<String, Object> compared(Question question) {
            var edge = question.input().delegationEdge();
            return Map.of(
                    "requested_scopes", question.scopes(), "edge_scopes", edge == null ? List.of() : edge.scopes());
        }
    },
    /** Row 8. */
    CONFINED {
        @Override
        List<String> reads() {
            return List.of(LABELS, REQUESTED_SCOPES);
        }

        @Override
        @Nullable
        Decision denial(Question question) {
            var slot = question.data().confinement();
            var fault = slot.faultHere();
            if (fault != null) {
                return fault;
            }
            var confinement = slot.value();
            return confinement.permits(question.labels(), question.scopes())
                    ? deny(!confinement.matchable(), MALFORMED_CONFINEMENT_DATA)
                    : CONFINEMENT_VIOLATION;
        }

        @Override
        Map<String, Object> compared(Question question) {
            var confinement = question.data().confinement().content();
            var rules = confinement == null ? List.<Confinement.Rule>of() : confinement.rules();
            return Map.of(
                    "labels",
                    question.labels(),
                    "requested_scopes",
                    question.scopes(),
                    "applicable",
                    rules.stream()
                            .filter(rule -> rule.appliesTo(question.labels()))
                            .map(rule -> Map.of("label_prefix", rule.labelPrefix(), "scopes", rule.scopes()))
                            .toList());
        }
    },
    /** Row 9. */
    COVERED {
        @Override
        List<String> reads() {
            return List.of(LABELS, REQUESTED_SCOPES);
        }

        @Override
        @Nullable
        Decision denial(Question question) {
            return coverage(question, question.scopes());
        }

        @Override
        Map<String, Object> compared(Question question) {
            return coverageCompared(question, question.scopes());
        }
    },
    /** An addition to the contract, whose engine fails if a requested scope has two tiers (W-17). */
    ONE_TIER_PER_SCOPE {
        @Override
        List<String> reads() {
            return List.of(REQUESTED_SCOPES);
        }

        @Override
        @Nullable
        Decision denial(Question question) {
            var ambiguous = question.data().risk().value().ambiguous();
            return deny(
                    !ambiguous.isEmpty() && question.scopes().stream().anyMatch(ambiguous::contains),
                    CONFLICTING_RISK_TIERS);
        }
    },
    /** Row 12. */
    TARGETED {
        @Override
        List<String> reads() {
            return List.of(RESOURCE, "context.subject_claims.target");
        }

        @Override
        @Nullable
        Decision denial(Question question) {
            return deny(!question.isTargeted(), MANDATE_TARGET_MISMATCH);
        }

        @Override
        Map<String, Object> compared(Question question) {
            var target = question.input().context().subjectClaims().get("target");
            return Map.of(
                    "resource", question.input().resource().identifier(), "target", target == null ? "absent" : target);
        }
    },
    /** Row 14. */
    MANDATE_COVERED {
        @Override
        List<String> reads() {
            return List.of(LABELS, "context.subject_claims.scope");
        }

        @Override
        @Nullable
        Decision denial(Question question) {
            return coverage(
                    question, RequestShape.carriedScopes(question.input().context()));
        }

        @Override
        Map<String, Object> compared(Question question) {
            return coverageCompared(
                    question, RequestShape.carriedScopes(question.input().context()));
        }
    };

    private static final String LABELS = "principal.labels";
    private static final String RESOURCE = "resource.identifier";
    private static final String REQUESTED_SCOPES = "context.requested_scopes";
    private static final List<String> OWNERSHIP = List.of(RESOURCE, "principal.id");

    static final Decision NO_RULE_MATCHED = Decision.denyBecause("no_rule_matched");
    static final Decision AMBIGUOUS_REQUEST_SHAPE = Decision.denyBecause("ambiguous_request_shape");
    private static final Decision RESTRICTION_ACTIVE = Decision.denyBecause("restriction_active");
    private static final Decision RESOURCE_NOT_GRANTED = Decision.denyBecause("resource_not_granted");
    private static final Decision DELEGATION_SCOPE_EXCEEDED = Decision.denyBecause("delegation_scope_exceeded");
    private static final Decision CONFINEMENT_VIOLATION = Decision.denyBecause("confinement_violation");
    private static final Decision MALFORMED_CONFINEMENT_DATA = Decision.denyBecause("malformed_confinement_data");
    private static final Decision ROLE_SCOPE_MISMATCH = Decision.denyBecause("role_scope_mismatch");
    private static final Decision CONFLICTING_RISK_TIERS = Decision.denyBecause("conflicting_risk_tiers");
    private static final Decision MANDATE_TARGET_MISMATCH = Decision.denyBecause("mandate_target_mismatch");

    /** Null if the request passes. */
    abstract @Nullable Decision denial(Question question);

    /** The members of the input whose values it compares, as dotted paths; empty if it only depends on the data. */
    List<String> reads() {
        return List.of();
    }

    /** The compared values as JSON, by name; empty if the gate only depends on the data. */
    Map<String, Object> compared(Question question) {
        return Map.of();
    }

    /** The reason with which every mint is denied that the rules of a confinement permit; null if none is. */
    static @Nullable String confinementFault(Confinement confinement) {
        if (confinement.sound()) {
            return confinement.matchable()
                    ? null
                    : MALFORMED_CONFINEMENT_DATA.reason().orElseThrow();
        }
        return CONFINEMENT_VIOLATION.reason().orElseThrow();
    }

    /** The denial of every request of a frozen zone; null for another. */
    static @Nullable Decision freeze(PolicyData data) {
        var restrictions = data.restrictions();
        var fault = restrictions.faultHere();
        return fault != null ? fault : deny(restrictions.value() > 0, RESTRICTION_ACTIVE);
    }

    private static @Nullable Decision deny(boolean failed, Decision denial) {
        return failed ? denial : null;
    }

    private static @Nullable Decision ownership(Question question, Decision denial) {
        var grant = question.grant();
        if (grant == null) {
            return denial;
        }
        var fault = question.data().appIds().faultHere();
        if (fault != null) {
            return fault;
        }
        return question.isOwner(grant) ? deny(!grant.isSound(), Grant.MALFORMED) : denial;
    }

    private static Map<String, Object> ownershipCompared(Question question) {
        var grant = question.grant();
        return Map.of(
                "resource",
                question.input().resource().identifier(),
                "granted_to",
                grant == null ? "nobody" : LiteralJson.of(grant.application()),
                "owner",
                grant == null || grant.owner() == null ? "nobody" : grant.owner(),
                "principal",
                question.input().principal().id());
    }

    private static @Nullable Decision coverage(Question question, List<String> scopes) {
        var grant = question.grant();
        return deny(grant == null || !grant.covers(question.labels(), scopes), ROLE_SCOPE_MISMATCH);
    }

    private static Map<String, Object> coverageCompared(Question question, List<String> scopes) {
        var grant = question.grant();
        return Map.of("labels", question.labels(), "scopes", scopes, "roles", grant == null ? Map.of() : grant.roles());
    }

    private static Object shown(Slot<Integer> count) {
        return count.content() == null ? "malformed" : count.content();
    }
}
