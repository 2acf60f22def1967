package dev.edict.app.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnServersTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "postgres://db/edict, jdbc:postgresql://db/edict, -, -",
                "postgresql://me@db:5433/edict?sslmode=require, jdbc:postgresql://db:5433/edict?sslmode=require, me, -",
                "postgres://me:p%40ss%3A+w@db/edict, jdbc:postgresql://db/edict, me, p@ss:+w",
                "postgres://[::1]:5433/edict, jdbc:postgresql://[::1]:5433/edict, -, -",
                "jdbc:postgresql://db/edict?user=me&password=pw, jdbc:postgresql://db/edict?user=me&password=pw, -, -"
            })
    void a_database_is_named_as_a_url_or_for_jdbc(String url, String jdbcUrl, String user, String password) {
        var database = DatabaseUrl.parse(url);
        assertThat(database.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(database.user()).isEqualTo(user);
        assertThat(database.password()).isEqualTo(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:secret@db/edict",
                "postgres://me:secret@db",
                "postgres://me:secret@/edict",
                "postgres://me:se cret@db/edict",
                "postgres://me:secret%zz@db/edict",
                "me:secret@db/edict"
            })
    void anything_else_is_refused_without_repeating_it(String url) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> DatabaseUrl.parse(url))
                .withMessageContaining("DATABASE_URL")
                .satisfies(refused ->
                        assertThat(refused.getMessage() + refused.action()).doesNotContain("secret"));
    }

    @Test
    void redis_is_named_plain_or_with_tls() {
        assertThat(OwnServers.at("postgres://db/edict", "redis://cache:6380")
                        .redis()
                        .getPort())
                .isEqualTo(6380);
        assertThat(OwnServers.at("postgres://db/edict", "rediss://cache")
                        .redis()
                        .isSsl())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://:secret@cache", "cache:6379", "redis://:secret@:port:x"})
    void any_other_redis_is_refused_without_repeating_it(String url) {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> OwnServers.at("postgres://db/edict", url))
                .withMessageContaining("REDIS_URL")
                .satisfies(refused ->
                        assertThat(refused.getMessage() + refused.action()).doesNotContain("secret"));
    }

    @Test
    void an_address_with_a_password_is_never_printed() {
        assertThat(DatabaseUrl.parse("postgres://me:secret@db/edict")).hasToString("DatabaseUrl[…]");
        assertThat(OwnServers.at("postgres://me:secret@db/edict", "redis://:secret@cache")
                        .toString())
                .doesNotContain("secret");
    }
}
