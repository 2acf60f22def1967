package dev.edict.app.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedServersTest {

    @TempDir
    private Path folder;

    @Test
    void what_is_written_is_durable_and_there_again_after_a_restart() throws Exception {
        int redisPort;
        try (var servers = EmbeddedServers.start(folder)) {
            for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                assertThat(sql(servers)
                                .sql("show " + setting)
                                .query(String.class)
                                .single())
                        .as(setting)
                        .isEqualTo("on");
            }
            Map<String, String> appending = redis(servers, commands -> commands.configGet("append*"));
            assertThat(appending).containsAllEntriesOf(Map.of("appendonly", "yes", "appendfsync", "always"));
            sql(servers).sql("create table kept as select 'row' as text").update();
            redis(servers, commands -> commands.xadd("kept", Map.of("field", "entry")));
            assertThatExceptionOfType(StartRefused.class)
                    .isThrownBy(() -> EmbeddedServers.start(folder))
                    .withMessageContaining(folder.toString())
                    .withMessageContaining(
                            String.valueOf(ProcessHandle.current().pid()));
            redisPort = servers.redis().getPort();
        }
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), redisPort).close())
                .hasMessageContaining("refused");
        try (var again = EmbeddedServers.start(folder)) {
            assertThat(sql(again)
                            .sql("select text from kept")
                            .query(String.class)
                            .single())
                    .isEqualTo("row");
            long entries = redis(again, commands -> commands.xlen("kept"));
            assertThat(entries).isOne();
        }
    }

    private static JdbcClient sql(Servers servers) {
        var database = new PGSimpleDataSource();
        database.setURL(servers.database().jdbcUrl());
        database.setUser(servers.database().user());
        return JdbcClient.create(database);
    }

    private static <T> T redis(Servers servers, Function<RedisCommands<String, String>, T> question) {
        var client = RedisClient.create(servers.redis());
        try (var connection = client.connect()) {
            return question.apply(connection.sync());
        } finally {
            client.shutdown();
        }
    }
}
