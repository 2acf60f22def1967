package dev.edict.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.command.api.zone.ZoneRegistered;
import java.time.Instant;
import java.util.Map;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.SimpleEventBus;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("servers")
class WriteOutboxTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.123456Z");
    private static final NoteReference NOTE = new NoteReference("n1", "00");

    private final BridgeDatabase database = BridgeDatabase.empty();
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(database.pool()));
    private final Configuration axon = configured();

    @BeforeEach
    void start() {
        axon.start();
    }

    @AfterEach
    void shutdown() {
        axon.shutdown();
    }

    @Test
    void a_registered_zone_can_be_relayed() {
        transaction.executeWithoutResult(status -> publish(new ZoneRegistered("z1", "Zone", "zone", false)));

        assertThat(database.zones()).containsExactly("z1");
    }

    @Test
    void an_activation_leaves_a_row_under_its_dispatch_id_with_the_times_of_the_event() {
        transaction.executeWithoutResult(status -> publish(activated("z1", "v1", 1, "d1")));

        assertThat(database.row("d1"))
                .isEqualTo(new BridgeDatabase.Row("d1", "z1", 1, "s1", "v1", "r1", AT, 0, null, AT, false));
    }

    @Test
    void an_imported_activation_waits_from_its_import_and_not_from_its_time() {
        var imported = MetaData.from(Map.of("requestId", "r1", "imported", true));
        transaction.executeWithoutResult(status -> publish(activated("z1", "v1", 1, "d1"), imported));

        assertThat(database.count("select count(*) from bridge.outbox where now() - created_at < interval '1 minute'"))
                .isOne();
    }

    @Test
    void a_rollback_announces_the_restored_version_and_a_deactivation_none() {
        transaction.executeWithoutResult(status -> {
            publish(new ActivationRolledBack("z1", "s1", "v1", "00", 3, 1, 2, "v2", NOTE, "d3"));
            publish(new ZoneDeactivated("z1", "s1", "v1", 4, 3, NOTE, "d4"));
        });

        assertThat(database.row("d3").versionId()).isEqualTo("v1");
        assertThat(database.row("d4").versionId()).isNull();
    }

    @Test
    void a_transaction_that_is_rolled_back_leaves_nothing() {
        transaction.executeWithoutResult(status -> {
            publish(new ZoneRegistered("z1", "Zone", "zone", false));
            publish(activated("z1", "v1", 1, "d1"));
            assertThat(database.unsent()).isEqualTo(1);
            status.setRollbackOnly();
        });

        assertThat(database.zones()).isEmpty();
        assertThat(database.count("select count(*) from bridge.outbox")).isZero();
    }

    @Test
    void a_change_that_cannot_be_announced_fails_the_command() {
        transaction.executeWithoutResult(status -> publish(activated("z1", "v1", 1, "d1")));

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> publish(activated("z1", "v2", 1, "d2"))))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> publish(activated("z1", "v2", 2, "d3"), MetaData.emptyInstance()))
                .hasMessageContaining("request id");
        assertThat(database.unsent()).isEqualTo(1);
    }

    private Configuration configured() {
        var configurer = DefaultConfigurer.defaultConfiguration()
                .configureEventBus(configuration -> SimpleEventBus.builder().build());
        var module = new OutboxModule();
        module.outboxConfigurer().configureModule(configurer);
        var writer = module.outboxWriter(database.pool());
        configurer.eventProcessing(processing -> processing.registerEventHandler(axon -> writer));
        return configurer.buildConfiguration();
    }

    private void publish(Object event) {
        publish(event, MetaData.from(Map.of("requestId", "r1")));
    }

    private void publish(Object event, MetaData metadata) {
        axon.eventBus().publish(new GenericEventMessage<>(new GenericMessage<>(event, metadata), () -> AT));
    }

    private static PolicySetVersionActivated activated(String zone, String version, long seq, String dispatchId) {
        return new PolicySetVersionActivated(
                zone, "s1", version, "00", seq, null, null, null, ActivationGrounds.NONE, dispatchId);
    }
}
