package dev.edict.command.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Creates snapshots after the commit, or by a replay of the whole stream if one is missing. It works outside the
 * command lock on the background pool, with one batch of events per transaction and one task per aggregate.
 */
public final class Snapshots implements AutoCloseable {

    /** The name of the bean that says when an aggregate gets a snapshot. */
    public static final String TRIGGER = "snapshotTrigger";

    /** The snapshot interval: a command reads fewer events than this when it loads an aggregate. */
    static final int EVERY = 200;

    private static final int AT_ONCE = 2;
    private static final int BATCH = 1_000;
    private static final long LONGEST_END_SECONDS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final EmbeddedEventStore log;
    private final JdbcClient heads;
    private final ThreadPoolExecutor workers = executor(AT_ONCE, "snapshots");

    /** Separate from the workers, so that a command does not wait for its snapshot behind these. */
    private final ThreadPoolExecutor inAdvance = executor(1, "snapshots-in-advance");

    /** The aggregates that are queued for a worker; a repeated command adds no second task. */
    private final Set<String> awaited = ConcurrentHashMap.newKeySet();

    Snapshots(DataSource backgroundPool, EventSerializer serializer) {
        this.log = EmbeddedEventStore.builder()
                .storageEngine(new Background(backgroundPool, serializer))
                .build();
        this.heads = JdbcClient.create(backgroundPool);
    }

    /** After the shutdown it discards new tasks, whose snapshots are no longer needed. */
    private static ThreadPoolExecutor executor(int threads, String name) {
        var executor = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new AxonThreadFactory(Thread.MIN_PRIORITY, new ThreadGroup(name)),
                new ThreadPoolExecutor.DiscardPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Axon's snapshotter for the aggregates of a configuration. */
    Snapshotter snapshotter(Configuration axon) {
        return snapshotter(axon, workers);
    }

    private Snapshotter snapshotter(Configuration axon, Executor executor) {
        var factories = new ArrayList<AggregateFactory<?>>();
        aggregates(axon).forEach(aggregate -> factories.add(aggregate.aggregateFactory()));
        return AggregateSnapshotter.builder()
                .eventStore(log)
                .executor(executor)
                .transactionManager(NoTransactionManager.INSTANCE)
                .repositoryProvider(axon::repository)
                .parameterResolverFactory(axon.parameterResolverFactory())
                .handlerDefinition(axon.handlerDefinition(Object.class))
                .aggregateFactories(factories)
                .build();
    }

    /** Queues the snapshot of an aggregate, even if the current command fails. */
    void rebuild(Configuration axon, String aggregateType, String aggregateId) {
        if (awaited.add(aggregateId)) {
            workers.execute(() -> {
                awaited.remove(aggregateId);
                schedule(axon, axon.snapshotter(), aggregateType, aggregateId);
            });
        }
    }

    private static void schedule(
            Configuration axon, Snapshotter snapshotter, String aggregateType, String aggregateId) {
        aggregates(axon).stream()
                .map(AggregateConfiguration::aggregateType)
                .filter(type -> type.getSimpleName().equals(aggregateType))
                .forEach(type -> snapshotter.scheduleSnapshot(type, aggregateId));
    }

    /** Creates missing snapshots of all streams that are too long for a command, before a command needs them. */
    public void prepare(Configuration axon) {
        inAdvance.execute(() -> {
            var oneAfterTheOther = snapshotter(axon, Runnable::run);
            try {
                longStreams()
                        .forEach(stream ->
                                schedule(axon, oneAfterTheOther, stream.aggregateType(), stream.aggregateId()));
            } catch (DataAccessException e) {
                LOG.info("Cannot prepare snapshots; they are created on demand: {}", e.getMessage());
            }
        });
    }

    private List<Stream> longStreams() {
        return heads.sql(
                        """
                select e.aggregate_type, e.aggregate_id
                from (
                    select zone_id from command.zone
                    union all select policy_id from command.policy
                    union all select policy_set_id from command.policy_set
                    union all select 'canaries/' || zone_id from command.zone_canaries
                    union all select 'catalogue/' || zone_id from command.catalogue
                    union all select 'suites/' || zone_id from command.zone_suites) as head (id)
                join events.domain_event e on e.aggregate_id = head.id and e.sequence_number = :longest
                """)
                .param("longest", CommandStorageEngine.LONGEST_TAIL)
                .query(Stream.class)
                .list();
    }

    private record Stream(String aggregateType, String aggregateId) {}

    @SuppressWarnings("rawtypes") // as Axon declares it
    private static List<AggregateConfiguration<?>> aggregates(Configuration axon) {
        var aggregates = new ArrayList<AggregateConfiguration<?>>();
        for (AggregateConfiguration aggregate : axon.findModules(AggregateConfiguration.class)) {
            aggregates.add(aggregate);
        }
        return aggregates;
    }

    @Override
    public void close() {
        inAdvance.shutdownNow();
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                LOG.info("Stopped before a snapshot was finished");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads a stream of any length until it is stopped. */
    private static final class Background extends LogStorageEngine {

        Background(DataSource backgroundPool, EventSerializer serializer) {
            super(settings(
                            new SpringDataSourceConnectionProvider(backgroundPool),
                            new SpringTransactionManager(new JdbcTransactionManager(backgroundPool)),
                            serializer)
                    .batchSize(BATCH));
        }

        @Override
        protected List<? extends DomainEventData<?>> fetchDomainEvents(
                String aggregateId, long firstSequenceNumber, int batchSize) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("the application is stopping");
            }
            return super.fetchDomainEvents(aggregateId, firstSequenceNumber, batchSize);
        }
    }
}
