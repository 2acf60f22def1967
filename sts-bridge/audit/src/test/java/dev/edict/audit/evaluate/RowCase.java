package dev.edict.audit.evaluate;

import static dev.edict.audit.evaluate.Governed.CONFINED;
import static dev.edict.audit.evaluate.Governed.EXTRA;
import static dev.edict.audit.evaluate.Governed.LABELS;
import static dev.edict.audit.evaluate.Governed.SCOPES;
import static dev.edict.audit.evaluate.Governed.WIDENED;
import static dev.edict.audit.evaluate.Governed.WIDENED_RESOURCE;
import static dev.edict.audit.evaluate.Governed.some;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that is made to hit one row of the contract's decision table (contract §8.5).
 *
 * @param version what has to govern the zone
 * @param resource the number of the resource; {@link Governed#RESOURCES} for one that nothing is granted of
 * @param reason of the decision; null for a plain allow
 * @param lacksOnlyExtra whether it would be allowed if {@link Governed#WIDENED} had {@link Governed#EXTRA} too
 */
record RowCase(
        int row, Version version, int resource, RowRequest request, @Nullable String reason, boolean lacksOnlyExtra) {

    static final int ROWS = 17;
    static final String STEP_UP = "step_up_required";

    private static final String UNHELD = "unheld";
    private static final Set<Integer> ALLOWED = Set.of(2, 10, 11, 15);

    /** Versions of {@link Governed}. */
    enum Version {
        NONE,
        PLAIN,
        FROZEN,
        MALFORMED_RISK,
        MALFORMED_APPROVALS
    }

    String decision() {
        return ALLOWED.contains(row) ? "allow" : "deny";
    }

    /** Makes requests that hit a row. */
    static final class Maker {

        private final Random random;
        private final Governed governed;
        private int resource;

        Maker(Random random, Governed governed) {
            this.random = random;
            this.governed = governed;
        }

        RowCase of(int row) {
            resource = random.nextInt(Governed.RESOURCES);
            return switch (row) {
                case 0 -> hit(row, Version.NONE, anything(), "no_active_policy_set");
                case 1 -> hit(row, Version.FROZEN, anything(), "restriction_active");
                case 2 -> hit(row, Version.PLAIN, bootstrap(), null);
                case 3 -> hit(row, Version.PLAIN, bootstrap().by(stranger()), "no_rule_matched");
                case 4 -> hit(row, Version.MALFORMED_RISK, mintOrWorkload(), "malformed_risk_data");
                case 5 -> hit(row, Version.MALFORMED_APPROVALS, mintOrWorkload(), "malformed_approval_data");
                case 6 -> notGranted(row, mint());
                case 7 -> hit(row, Version.PLAIN, mint().within(lessThanAsked()), "delegation_scope_exceeded");
                case 8 -> hit(row, Version.PLAIN, confined(), "confinement_violation");
                case 9 -> random.nextBoolean() ? narrowly(row) : hit(row, uncovered(), "role_scope_mismatch");
                case 10 -> hitHeld(row, mint());
                case 11 -> hitHeld(row, workload());
                case 12 -> hit(row, Version.PLAIN, use().at(List.of("resource://other")), "mandate_target_mismatch");
                case 13 -> notGranted(row, use());
                case 14 -> random.nextBoolean() ? narrowly(row) : hit(row, unheldUse(), "role_scope_mismatch");
                case 15 -> hit(row, Version.PLAIN, use(), null);
                default -> hit(row, Version.PLAIN, shapeless(), "no_rule_matched");
            };
        }

        private RowCase hit(int row, Version version, RowRequest request, @Nullable String reason) {
            return new RowCase(row, version, resource, request, reason, false);
        }

        private RowCase hit(int row, RowRequest request, String reason) {
            return hit(row, Version.PLAIN, request, reason);
        }

        private RowCase hitHeld(int row, RowRequest request) {
            return hit(row, Version.PLAIN, request, request.asks("s4") ? STEP_UP : null);
        }

        /** By an application that does not own the resource, or of a resource that nothing is granted of. */
        private RowCase notGranted(int row, RowRequest request) {
            if (random.nextBoolean()) {
                return hit(row, Version.PLAIN, request.by(stranger()), "resource_not_granted");
            }
            resource = Governed.RESOURCES;
            return hit(row, Version.PLAIN, request.of(Governed.resource(resource)), "resource_not_granted");
        }

        private RowCase narrowly(int row) {
            resource = WIDENED_RESOURCE;
            var held = new ArrayList<>(some(random, governed.scopes(resource, WIDENED)));
            held.add(EXTRA);
            var request = row == 9
                    ? request().labelled(WIDENED, "noise").asking(held).within(held)
                    : request().labelled(WIDENED, "noise").using(held);
            return new RowCase(row, Version.PLAIN, resource, request, "role_scope_mismatch", true);
        }

        private RowRequest request() {
            return new RowRequest(random, Governed.application(resource), Governed.resource(resource));
        }

        private RowRequest bootstrap() {
            return request().asking(List.of("agent:lifecycle"));
        }

        private RowRequest mint() {
            var label = LABELS.get(random.nextInt(LABELS.size()));
            return request()
                    .labelled("noise", label)
                    .asking(some(random, governed.scopes(resource, label)))
                    .within(SCOPES);
        }

        private RowRequest workload() {
            return request().workload().asking(random.nextInt(4) == 0 ? List.of() : some(random, SCOPES));
        }

        private RowRequest use() {
            var label = LABELS.get(random.nextInt(LABELS.size()));
            return request().labelled(label, "noise").using(some(random, governed.scopes(resource, label)));
        }

        private RowRequest unheldUse() {
            return request().labelled("noise").using(List.of("s0"));
        }

        private RowRequest confined() {
            return request().labelled(CONFINED).asking(List.of("s0", "s1")).within(SCOPES);
        }

        private RowRequest uncovered() {
            return random.nextBoolean()
                    ? request().labelled("noise").asking(List.of("s0")).within(SCOPES)
                    : request()
                            .labelled(LABELS.get(0), LABELS.get(1))
                            .asking(List.of(UNHELD))
                            .within(List.of(UNHELD));
        }

        private List<String> lessThanAsked() {
            return random.nextBoolean() ? List.of() : List.of("s9");
        }

        private RowRequest mintOrWorkload() {
            return random.nextBoolean() ? mint() : workload();
        }

        private RowRequest shapeless() {
            return switch (random.nextInt(4)) {
                case 0 -> mint().withoutAgentSession();
                case 1 -> request().asking(List.of("agent:lifecycle", "s0"));
                case 2 -> request().asking(List.of("s0"));
                default -> request().using(List.of());
            };
        }

        private RowRequest anything() {
            return switch (random.nextInt(4)) {
                case 0 -> bootstrap();
                case 1 -> mint();
                case 2 -> workload();
                default -> use();
            };
        }

        private String stranger() {
            return Governed.application((resource + 1) % Governed.RESOURCES);
        }
    }
}
