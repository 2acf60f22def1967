package dev.edict.replica.controlplane;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads bundles and the feed over HTTP; a long poll tells changes as soon as they are committed. */
public final class HttpBundleSource implements BundleSource {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int LONGEST_TAG = 256;

    private record WireBundle(
            @Nullable String zoneId,
            long activationSeq,
            @Nullable String policySetId,
            @Nullable String versionId,
            @Nullable String manifestSha256,
            @Nullable Instant since,
            @Nullable List<@Nullable WirePolicy> policies) {}

    private record WirePolicy(
            @Nullable String policyVersionId, @Nullable String content, @Nullable String contentSha256) {}

    private record WirePage(@Nullable String cursor, boolean complete, @Nullable List<@Nullable WireChange> changes) {}

    private record WireChange(
            @Nullable String zoneId,
            long activationSeq,
            @Nullable String versionId,
            @Nullable String manifestSha256,
            @Nullable WireBundle bundle) {}

    /** The opaque entity tag of the bundle that was read last. */
    private record Tagged(String tag, ZoneChange of) {}

    private final ControlPlaneClient client;
    private final Map<String, Tagged> tags = new ConcurrentHashMap<>();

    public HttpBundleSource(ControlPlaneClient client) {
        this.client = client;
    }

    @Override
    public Optional<Bundle> bundle(String zoneId, @Nullable ZoneChange inForce) {
        var path = "/v1/zones/" + ZoneIds.require("a zone id", zoneId) + "/bundle";
        var known = tags.get(zoneId);
        // A bundle that was read and refused has a tag too, which must not confirm the one in force.
        var tag = known != null && known.of().equals(inForce) ? known.tag() : "";
        var answer = client.get(path, tag, Duration.ZERO);
        if (answer.status() == NOT_MODIFIED && !tag.isEmpty()) {
            return Optional.empty();
        }
        var bundle = bundle(answer.read(OK, WireBundle.class));
        tags.remove(zoneId);
        answer.header("ETag")
                .filter(given -> given.length() <= LONGEST_TAG)
                .ifPresent(given -> tags.put(zoneId, new Tagged(given, ZoneChange.of(bundle))));
        return Optional.of(bundle);
    }

    @Override
    public ChangePage changes(@Nullable String cursor, Duration wait) {
        var after = cursor == null ? "" : "&after=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        // Who waits is told of news; who does not wait mostly has the bundles already.
        var path = "/v1/replicas/feed?limit=%d&wait=%ds&bundles=%b%s"
                .formatted(ChangePage.MOST_CHANGES, wait.toSeconds(), !wait.isZero(), after);
        return page(client.get(path, "", wait).read(OK, WirePage.class));
    }

    private static Bundle bundle(WireBundle wire) {
        var policies = wire.policies() == null ? List.<WirePolicy>of() : wire.policies();
        if (policies.size() > Bundle.MOST_POLICIES) {
            throw unusable("more than %d policies".formatted(Bundle.MOST_POLICIES));
        }
        return new Bundle(
                present(wire.zoneId(), "zone_id"),
                wire.activationSeq(),
                wire.policySetId(),
                wire.versionId(),
                wire.manifestSha256(),
                wire.since(),
                policies.stream().map(HttpBundleSource::policy).toList());
    }

    private static Bundle.Policy policy(@Nullable WirePolicy wire) {
        var policy = present(wire, "an element of policies");
        return new Bundle.Policy(
                present(policy.policyVersionId(), "policy_version_id"),
                present(policy.content(), "content"),
                present(policy.contentSha256(), "content_sha256"));
    }

    private static ChangePage page(WirePage wire) {
        var cursor = present(wire.cursor(), "cursor");
        var changes = wire.changes() == null ? List.<WireChange>of() : wire.changes();
        if (cursor.length() > ChangePage.LONGEST_CURSOR || changes.size() > ChangePage.MOST_CHANGES) {
            throw unusable("a longer page of the feed than was asked for");
        }
        return new ChangePage(
                cursor,
                wire.complete(),
                changes.stream().map(HttpBundleSource::change).toList(),
                bundles(changes));
    }

    private static Map<String, Bundle> bundles(List<@Nullable WireChange> changes) {
        return changes.stream()
                .filter(change -> change != null && change.bundle() != null)
                .map(change -> bundle(change.bundle()))
                .collect(Collectors.toMap(Bundle::zoneId, bundle -> bundle, (one, other) -> other));
    }

    private static ZoneChange change(@Nullable WireChange wire) {
        var change = present(wire, "an element of changes");
        var zoneId = present(change.zoneId(), "zone_id");
        if (!ZoneIds.isValid(zoneId)) {
            throw unusable("a zone_id is not of the contract's grammar");
        }
        return new ZoneChange(zoneId, change.activationSeq(), change.versionId(), change.manifestSha256());
    }

    private static <T> T present(@Nullable T value, String what) {
        if (value == null) {
            throw unusable(what + " is missing");
        }
        return value;
    }

    private static ControlPlaneFailure unusable(String why) {
        return new ControlPlaneFailure("unusable_answer", why);
    }
}
