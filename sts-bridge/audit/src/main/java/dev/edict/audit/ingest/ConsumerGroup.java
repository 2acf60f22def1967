package dev.edict.audit.ingest;

import dev.edict.bridge.redis.FailureKind;
import dev.edict.bridge.redis.RedisAddress;
import dev.edict.bridge.redis.RedisLink;
import io.lettuce.core.Consumer;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.models.stream.PendingMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A consumer of the group, on a connection of its own; confined to one thread. */
final class ConsumerGroup implements AutoCloseable {

    private static final String FROM_THE_BEGINNING = "0";
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration BLOCK = Duration.ofMillis(500);
    private static final Duration ANSWER_WITHIN = BLOCK.plusSeconds(3);
    private static final Duration GONE_AFTER = Duration.ofDays(1);
    private static final String UNANSWERED = "Redis does not give entries of the stream";

    private final IngestProperties properties;
    private final Consumer<String> consumer;
    private final RedisLink link;

    ConsumerGroup(RedisLink link, IngestProperties properties, String consumer) {
        this.link = link;
        this.properties = properties;
        this.consumer = Consumer.from(properties.group(), consumer);
    }

    static RedisLink link(RedisAddress redis, IngestProperties properties) {
        return new RedisLink(redis, properties.stream(), CONNECT_WITHIN, ANSWER_WITHIN);
    }

    /** Connects if necessary, and returns whether it had to; the group exists then, from the beginning of the stream. */
    boolean open() {
        if (!link.open()) {
            return false;
        }
        if (!link.createGroup(properties.stream(), properties.group(), FROM_THE_BEGINNING)) {
            link.disconnect();
            throw new NotPermitted("XGROUP CREATE");
        }
        return true;
    }

    /** What this consumer has read or claimed, and not acknowledged, oldest first. */
    List<StreamEntry> unfinished() {
        return read(StreamOffset.from(properties.stream(), FROM_THE_BEGINNING), false);
    }

    /** What no consumer has read; waits up to half a second for something. */
    List<StreamEntry> next() {
        return read(StreamOffset.lastConsumed(properties.stream()), true);
    }

    @SuppressWarnings("unchecked") // an array of generic offsets, which Lettuce only reads
    private List<StreamEntry> read(StreamOffset<String> from, boolean wait) {
        var arguments = XReadArgs.Builder.count(properties.batch());
        if (wait) {
            arguments.block(BLOCK);
        }
        List<StreamMessage<String, String>> messages = permitted(
                "XREADGROUP", link.askIfPermitted(UNANSWERED, redis -> redis.xreadgroup(consumer, arguments, from)));
        return messages.stream()
                .map(message ->
                        new StreamEntry(message.getId(), Objects.requireNonNullElse(message.getBody(), Map.of())))
                .toList();
    }

    /** Makes entries its own that another consumer has read long ago and not acknowledged; returns how many. */
    int claim() {
        var claimed = permitted(
                "XAUTOCLAIM",
                link.askIfPermitted(
                        UNANSWERED,
                        redis -> redis.xautoclaim(
                                properties.stream(),
                                XAutoClaimArgs.Builder.<String>justid(
                                                consumer, properties.claimAfter(), FROM_THE_BEGINNING)
                                        .count(properties.batch()))));
        return claimed.getMessages().size();
    }

    void acknowledge(List<StreamEntry> entries) {
        var ids = entries.stream().map(StreamEntry::id).toArray(String[]::new);
        link.ask(
                FailureKind.TIMEOUT,
                "Redis does not take an acknowledgement",
                redis -> redis.xack(properties.stream(), properties.group(), ids));
    }

    /**
     * Removes consumers that have nothing pending and did not come for a day: the processes that had their names are gone.
     * A name whose process comes back is made again by Redis.
     */
    void removeGoneConsumers() {
        var consumers =
                link.askIfPermitted(UNANSWERED, redis -> redis.xinfoConsumers(properties.stream(), properties.group()));
        for (var found : consumers.orElse(List.of())) {
            if (found instanceof List<?> other
                    && Long.valueOf(0).equals(member(other, "pending"))
                    && member(other, "idle") instanceof Long idle
                    && idle >= GONE_AFTER.toMillis()) {
                var gone = Consumer.from(properties.group(), String.valueOf(member(other, "name")));
                link.askIfPermitted(UNANSWERED, redis -> redis.xgroupDelconsumer(properties.stream(), gone));
            }
        }
    }

    /** What is left, as far as Redis tells. */
    Backlog backlog(Instant now) {
        var pending = link.askIfPermitted(UNANSWERED, redis -> redis.xpending(properties.stream(), properties.group()));
        return new Backlog(
                lag(),
                pending.map(found -> (double) found.getCount()).orElse(Double.NaN),
                pending.map(found -> oldest(found, now)).orElse(Double.NaN));
    }

    private static double oldest(PendingMessages pending, Instant now) {
        if (pending.getCount() == 0) {
            return 0;
        }
        var id = String.valueOf(pending.getMessageIds().getLower().getValue());
        var came = Long.parseLong(id.substring(0, id.indexOf('-')));
        return Math.max(0, now.toEpochMilli() - came) / 1000.0;
    }

    /** Redis gives each group as a list of names and values; the lag is null after entries were deleted. */
    private double lag() {
        return link.askIfPermitted(UNANSWERED, redis -> redis.xinfoGroups(properties.stream()))
                .flatMap(groups -> groups.stream()
                        .filter(List.class::isInstance)
                        .map(group -> (List<?>) group)
                        .filter(group -> properties.group().equals(member(group, "name")))
                        .findFirst())
                .map(group -> member(group, "lag") instanceof Long lag ? (double) lag : Double.NaN)
                .orElse(Double.NaN);
    }

    private static @Nullable Object member(List<?> group, String name) {
        var at = group.indexOf(name);
        return at >= 0 && at + 1 < group.size() ? group.get(at + 1) : null;
    }

    private <T> T permitted(String command, Optional<T> answer) {
        return answer.orElseThrow(() -> new NotPermitted(command));
    }

    @Override
    public void close() {
        link.close();
    }

    /** The user of Redis may not send a command that is needed. */
    static final class NotPermitted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String command;

        NotPermitted(String command) {
            super("the user of Redis may not send " + command);
            this.command = command;
        }

        String command() {
            return command;
        }
    }
}
