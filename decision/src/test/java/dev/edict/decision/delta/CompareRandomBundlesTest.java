package dev.edict.decision.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.input.InvalidPolicyInput;
import dev.edict.decision.input.PolicyInput;
import dev.edict.decision.oracle.BundleCases;
import dev.edict.decision.oracle.RequestCases;
import dev.edict.decision.oracle.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The promises of the delta, held against the decision engine; {@code -Dedict.delta.pairs} sets for how many pairs. */
class CompareRandomBundlesTest {

    private static final int PAIRS = Integer.getInteger("edict.delta.pairs", 4_000);
    private static final int REQUESTS = 20;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private int analysed;
    private int changedRequests;
    private final Map<String, Integer> kinds = new TreeMap<>();

    @Test
    void explains_every_changed_decision_has_a_witness_for_every_item_and_needs_every_item() {
        for (int seed = 0; seed < PAIRS; seed++) {
            compare(seed);
        }
        assertThat(analysed).as("analysable pairs").isGreaterThan(PAIRS / 2);
        assertThat(changedRequests).as("requests with another access").isGreaterThan(PAIRS);
        assertThat(kinds).as("kinds of changes").hasSize(12);
    }

    private void compare(int seed) {
        var random = new Random(seed);
        var words = Words.of(random);
        var pair = new BundleCases(random, words).pair();
        var before = random.nextInt(20) == 0 ? null : PolicyBundle.of(pair.get(0));
        var compared = ComparedBundles.of(before, PolicyBundle.of(pair.get(1)));
        if (compared.delta().notAnalysable() != null) {
            return;
        }
        analysed++;
        var about = "seed %d: %s".formatted(seed, texts(pair));
        assertThat(compared.itemWithoutWitness()).as(about).isEmpty();
        assertThat(compared.wrongShape()).as(about).isEmpty();
        assertThat(compared.wrongReason()).as(about).isEmpty();
        for (var request : requests(words)) {
            assertThat(compared.explains(request))
                    .as("%s asked %s", about, request)
                    .isTrue();
            changedRequests += new ComparedBundles(before, compared.after(), NOTHING).explains(request) ? 0 : 1;
        }
        omit(compared, random, about);
    }

    private static final AccessDelta NOTHING = new AccessDelta(null, List.of(), List.of());

    /** Without one of the changes of access, the request that is its witness is not explained. */
    private void omit(ComparedBundles compared, Random random, String about) {
        var delta = compared.delta();
        delta.zone().forEach(change -> kinds.merge(change.kind().word(), 1, Integer::sum));
        delta.access().forEach(change -> kinds.merge(change.kind().word(), 1, Integer::sum));
        if (!delta.access().isEmpty()) {
            var omitted = delta.access().get(random.nextInt(delta.access().size()));
            var input = PolicyInput.from(omitted.witness().input("z"));
            assertThat(compared.without(omitted).explains(input))
                    .as("%s without %s", about, omitted)
                    .isFalse();
        }
    }

    private static List<PolicyInput> requests(Words words) {
        var cases = new RequestCases(words);
        var requests = new ArrayList<PolicyInput>();
        for (int i = 0; i < REQUESTS; i++) {
            read(cases.text()).ifPresent(requests::add);
        }
        return requests;
    }

    private static Optional<PolicyInput> read(String text) {
        try {
            return Optional.of(PolicyInput.from(JsonMapper.shared().readValue(text, OBJECT)));
        } catch (InvalidPolicyInput e) {
            return Optional.empty();
        }
    }

    private static List<List<String>> texts(List<List<PolicyDocument>> pair) {
        return pair.stream()
                .map(documents ->
                        documents.stream().map(PolicyDocument::content).toList())
                .toList();
    }
}
