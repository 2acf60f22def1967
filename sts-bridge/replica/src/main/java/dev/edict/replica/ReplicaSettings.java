package dev.edict.replica;

import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.ZoneIds;
import dev.edict.replica.redis.RedisStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a replica; made by {@link #from}. Everything but the source has a default. */
public final class ReplicaSettings {

    /** Where a replica reports to, and under which id. */
    record Reporting(ControlPlaneClient client, String id) {}

    private static final int CONFIRMATIONS_PER_BUDGET = 4;

    private final Builder chosen;

    private ReplicaSettings(Builder chosen) {
        this.chosen = chosen;
    }

    /** Settings of a replica that loads every zone its source may see, with a staleness budget of 5 min. */
    public static Builder from(BundleSource source) {
        return new Builder(source);
    }

    BundleSource source() {
        return chosen.source;
    }

    Set<String> zones() {
        return chosen.zones;
    }

    int mostZones() {
        return chosen.mostZones;
    }

    @Nullable
    Duration stalenessBudget() {
        return chosen.stalenessBudget;
    }

    /** {@link Long#MAX_VALUE} without a budget. */
    long budgetNanos() {
        return chosen.stalenessBudget == null ? Long.MAX_VALUE : chosen.stalenessBudget.toNanos();
    }

    @Nullable
    Path folder() {
        return chosen.folder;
    }

    @Nullable
    RedisStream redis() {
        return chosen.redis;
    }

    @Nullable
    Reporting reporting() {
        return chosen.reporting;
    }

    /** An age counts from the start of a request: one that waits must be much shorter than the budget. */
    Duration feedWait() {
        var budget = chosen.stalenessBudget;
        if (budget == null) {
            return chosen.feedWait;
        }
        var longest = budget.dividedBy(CONFIRMATIONS_PER_BUDGET);
        return chosen.feedWait.compareTo(longest) > 0 ? longest : chosen.feedWait;
    }

    boolean isGateway() {
        return chosen.gateway;
    }

    Duration pollInterval() {
        return chosen.pollInterval;
    }

    int loaders() {
        return chosen.loaders;
    }

    /** Collects settings; each method checks its bounds and throws {@link IllegalArgumentException}. */
    public static final class Builder {
        private static final int MOST_ZONES = 100_000;
        private static final int MOST_LOADERS = 16;

        private final BundleSource source;
        private Set<String> zones = Set.of();
        private int mostZones = 10_000;
        private @Nullable Duration stalenessBudget = Duration.ofMinutes(5);
        private @Nullable Path folder;
        private @Nullable RedisStream redis;
        private @Nullable Reporting reporting;
        private Duration feedWait = Duration.ofSeconds(30);
        private Duration pollInterval = Duration.ofSeconds(60);
        private int loaders = 2;
        private boolean gateway;

        private Builder(BundleSource source) {
            this.source = source;
        }

        private Builder(Builder other) {
            this.source = other.source;
            this.zones = other.zones;
            this.mostZones = other.mostZones;
            this.stalenessBudget = other.stalenessBudget;
            this.folder = other.folder;
            this.redis = other.redis;
            this.reporting = other.reporting;
            this.feedWait = other.feedWait;
            this.pollInterval = other.pollInterval;
            this.loaders = other.loaders;
            this.gateway = other.gateway;
        }

        /** Loads these zones only; 1 to 100,000. */
        public Builder zones(Collection<String> ids) {
            require(!ids.isEmpty() && ids.size() <= MOST_ZONES, "a replica has 1 to 100,000 zones");
            ids.forEach(id -> ZoneIds.require("a zone id", id));
            zones = Set.copyOf(ids);
            return this;
        }

        /** Loads at most this many of the zones that the source may see; 1 to 100,000, by default 10,000. */
        public Builder mostZones(int most) {
            require(most >= 1 && most <= MOST_ZONES, "a replica has 1 to 100,000 zones");
            mostZones = most;
            return this;
        }

        /** How old the last confirmation of a bundle may be when a call begins; 5 s to 7 days, by default 5 min. */
        public Builder stalenessBudget(Duration budget) {
            requireWithin(budget, Duration.ofSeconds(5), Duration.ofDays(7), "the staleness budget is 5 s to 7 days");
            stalenessBudget = budget;
            return this;
        }

        /** Goes on allowing for ever when the control plane is away. */
        public Builder withoutStalenessBudget() {
            stalenessBudget = null;
            return this;
        }

        /** Keeps the last good bundles in this folder, which belongs to this replica alone. */
        public Builder folder(Path path) {
            folder = path;
            return this;
        }

        /** Also hears of activations from Redis. */
        public Builder redis(RedisStream stream) {
            redis = stream;
            return this;
        }

        /** Reports what is in force to the control plane's roster under this id. */
        public Builder reportingTo(ControlPlaneClient client, String id) {
            reporting = new Reporting(client, ZoneIds.require("a replica id", id));
            return this;
        }

        /** How long one question to the feed waits; 1 to 30 s, by default 30 s, at most a quarter of the budget. */
        public Builder feedWait(Duration wait) {
            requireWithin(wait, Duration.ofSeconds(1), Duration.ofSeconds(30), "the feed waits 1 to 30 s");
            feedWait = wait;
            return this;
        }

        /** How often every zone is read anew, whatever the feed says; 1 s to 10 min, by default 60 s. */
        public Builder pollInterval(Duration interval) {
            requireWithin(
                    interval, Duration.ofSeconds(1), Duration.ofMinutes(10), "the poll interval is 1 s to 10 min");
            pollInterval = interval;
            return this;
        }

        /** How many threads read and compile bundles; 1 to 16, by default 2. */
        public Builder loaders(int threads) {
            require(threads >= 1 && threads <= MOST_LOADERS, "a replica has 1 to 16 loaders");
            loaders = threads;
            return this;
        }

        /** Registers as a gateway: a verification of an activation waits for its first decision under it. */
        public Builder gateway() {
            gateway = true;
            return this;
        }

        /** The settings so far. */
        public ReplicaSettings build() {
            return new ReplicaSettings(new Builder(this));
        }

        private static void requireWithin(Duration value, Duration least, Duration most, String otherwise) {
            require(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, otherwise);
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }
}
