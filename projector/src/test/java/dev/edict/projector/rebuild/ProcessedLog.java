package dev.edict.projector.rebuild;

import static org.awaitility.Awaitility.await;

import dev.edict.command.api.DomainEvent;
import dev.edict.command.api.NoteReference;
import dev.edict.command.api.canary.CanaryDefined;
import dev.edict.command.api.canary.CanaryRemoved;
import dev.edict.command.api.catalogue.CatalogueReplaced;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyVersionCreated;
import dev.edict.command.api.policyset.PolicySetArchived;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetVersionCreated;
import dev.edict.command.api.settings.ZoneSettingsChanged;
import dev.edict.command.api.suite.SuiteDefined;
import dev.edict.command.api.suite.SuiteRemoved;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.command.api.zone.ZoneRegistered;
import dev.edict.command.commandbus.CommandBusModule;
import dev.edict.projector.ProjectorModule;
import dev.edict.projector.Views;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A small log with a row for every table, as the running processors handled it; each instance is a copy of its own. */
public final class ProcessedLog implements AutoCloseable {

    private static final long EVENTS = 27;

    static final String HASH_OF_ONE = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
    static final String HASH_OF_TWO = "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3";

    /** Apart from the class itself, whose methods other threads call meanwhile. */
    private static final class Original {
        static final Views PROCESSED = process();
    }

    private final Views views;
    private final AnnotationConfigApplicationContext context;
    private long appended = EVENTS;

    public ProcessedLog() {
        this(Original.PROCESSED.copy());
        context.getBean(Configuration.class)
                .eventProcessingConfiguration()
                .eventProcessor("enforcement")
                .orElseThrow()
                .start();
    }

    private ProcessedLog(Views views) {
        this.views = views;
        this.context = new AnnotationConfigApplicationContext();
        context.registerBean("writePool", DataSource.class, views::database);
        context.registerBean("backgroundPool", DataSource.class, views::database);
        context.register(CommandBusModule.class, ProjectorModule.class);
        context.refresh();
    }

    private static Views process() {
        var views = new Views();
        var log = new ProcessedLog(views);
        log.context.getBeansOfType(SmartLifecycle.class).values().forEach(SmartLifecycle::start);
        log.fill();
        await("the timeline, a reader of its own, to reach the head of the log")
                .atMost(Duration.ofSeconds(20))
                .until(() -> log.rows("select count(*) from timeline").equals(List.of(String.valueOf(EVENTS))));
        log.context.close();
        return views;
    }

    private void fill() {
        appended = 0;
        views.sql()
                .sql("insert into events.content values ('%s', 'one'), ('%s', 'two')"
                        .formatted(HASH_OF_ONE, HASH_OF_TWO))
                .update();
        append(new ZoneRegistered("z1", "Payments", "pay", false));
        append(new ZoneRegistered("z2", "Loans", "loans", true));
        append(new PolicyCreated("p1", "z1", "grants", "who may"));
        append(new PolicyVersionCreated("p1", "z1", "pv1", 1, HASH_OF_ONE, 3, "2026-05-20"));
        append(new PolicyVersionCreated("p1", "z1", "pv2", 2, HASH_OF_TWO, 3, "2026-05-20"));
        append(new PolicyCreated("p2", "z2", "loans", null));
        append(new PolicyArchived("p2", "z2"));
        append(new PolicySetCreated("s1", "z1", "payments", null));
        append(new PolicySetCreated("s2", "z1", "tests", null));
        append(new PolicySetVersionCreated("s1", "z1", "v1", 1, List.of("pv1"), "m-1", "2026-05-20"));
        append(new PolicySetVersionCreated("s1", "z1", "v2", 2, List.of("pv2", "pv1"), "m-2", "2026-05-20"));
        append(new PolicySetVersionActivated(
                "z1", "s1", "v1", "m-1", 1, null, null, null, ActivationGrounds.NONE, "d1"));
        append(new PolicySetVersionActivated(
                "z1", "s1", "v2", "m-2", 2, null, "v1", null, ActivationGrounds.NONE, "d2"));
        append(new ActivationRolledBack("z1", "s1", "v1", "m-1", 3, 1, 2, "v2", new NoteReference("n", "h"), "d3"));
        append(new PolicySetCreated("s3", "z2", "loans", null));
        append(new PolicySetVersionCreated("s3", "z2", "w1", 1, List.of("pv1"), "m-3", "2026-05-20"));
        append(new PolicySetVersionActivated(
                "z2", "s3", "w1", "m-3", 1, null, null, null, ActivationGrounds.NONE, "d4"));
        append(new ZoneDeactivated("z2", "s3", "w1", 2, 1, null, "d5"));
        append(new PolicySetArchived("s3", "z2"));
        append(new ZoneSettingsChanged("z1", 1, true, "required", null));
        append(new CanaryDefined("z1", 1, "refund", HASH_OF_ONE, 3, "deny", null, 1));
        append(new CanaryDefined("z1", 2, "payout", HASH_OF_TWO, 3, "allow", null, 2));
        append(new CanaryRemoved("z1", 3, "payout", 1));
        append(new CatalogueReplaced("z1", 1, HASH_OF_ONE, 3, 4, 5, 6));
        append(new SuiteDefined("z1", 1, "reads", 1, "who reads", HASH_OF_ONE, 3, 1, 1, 1));
        append(new SuiteDefined("z1", 2, "pays", 1, null, HASH_OF_TWO, 3, 2, 2, 3));
        append(new SuiteRemoved("z1", 3, "pays", 1, 1));
    }

    /** Appends an event and handles it as a command would; the timeline of a copy stays where it is. */
    public void append(DomainEvent event) {
        var index = appended++;
        var message = new GenericDomainEventMessage<>(
                "Some", "some", index, event, Map.of("actor", "admin:test", "requestId", "request-" + index));
        var unitOfWork = DefaultUnitOfWork.startAndGet(message);
        unitOfWork.attachTransaction(context.getBean(TransactionManager.class));
        unitOfWork.execute(
                () -> context.getBean(Configuration.class).eventStore().publish(message));
    }

    public long head() {
        return appended;
    }

    public List<String> rows(String query) {
        return views.rows(query);
    }

    /** As somebody with {@code psql} and the rights to switch foreign keys off. */
    public void byHand(String statements) {
        new JdbcTemplate(views.database()).execute("set session_replication_role = replica; " + statements);
    }

    public DataSource database() {
        return views.database();
    }

    EventStorageEngine engine() {
        return context.getBean(EventStorageEngine.class);
    }

    public ViewRebuild rebuild() {
        return context.getBean(ViewRebuild.class);
    }

    ViewRebuild rebuild(EventStorageEngine engine) {
        return new LogRebuild(views.database(), engine, context.getBean(TokenStore.class));
    }

    @Override
    public void close() {
        context.close();
        views.drop();
    }
}
