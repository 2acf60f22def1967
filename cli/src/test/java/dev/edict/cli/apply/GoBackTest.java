package dev.edict.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.cli.EdictStub;
import dev.edict.cli.EdictStub.Answer;
import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class GoBackTest {

    private static final String ROLLBACK = "POST /v1/zones/z1/rollback";

    private final EdictStub stub = EdictStub.started();
    private final Plan plan = Plan.read("src/test/resources/plans/blocked.json");
    private final Applied applied = new Applied("z1", "v2", 7);
    private final Asking asking = new Asking();

    @Command
    private static final class Asking {
        @Mixin
        private ApiOptions api = new ApiOptions();
    }

    @BeforeEach
    void client(@TempDir Path folder) throws IOException {
        var token = Files.writeString(folder.resolve("token"), "a-token");
        new CommandLine(asking).parseArgs("--url", stub.address().toString(), "--token-file", token.toString());
    }

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void it_goes_back_from_its_own_change_to_the_version_before() {
        stub.on(ROLLBACK, Answer.ok("{}"));
        assertThat(new ReturnToBase(asking.api.client()).from(applied, plan)).isEqualTo(8);
        var sent = stub.received(ROLLBACK).get(0);
        assertThat(sent.header("If-Match")).isEqualTo("\"a7\"");
        assertThat(sent.body()).contains("version_id");
    }

    @Test
    void it_does_not_go_back_when_a_newer_change_governs() {
        stub.on(ROLLBACK, Answer.error(412, "precondition_failed"));
        assertThatThrownBy(() -> new ReturnToBase(asking.api.client()).from(applied, plan))
                .isInstanceOf(Conflict.class)
                .hasMessage("not rolled back: a newer change than 7 governs the zone");
        assertThat(stub.received(ROLLBACK)).hasSize(1);
    }
}
