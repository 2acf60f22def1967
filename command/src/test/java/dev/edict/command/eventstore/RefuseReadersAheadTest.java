package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edict.command.WriteSide;
import dev.edict.command.api.LogRead;
import dev.edict.command.api.zone.RegisterZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** A reader that is ahead of the log would skip new events with the indices that it has passed. */
@Tag("servers")
class RefuseReadersAheadTest {

    @Test
    void no_command_is_accepted_until_the_log_has_caught_up_with_its_readers() {
        try (var writeSide = new WriteSide()) {
            var consistency = writeSide.bean(LogConsistency.class);
            writeSide.send(new RegisterZone("z1", "z1", null, false));
            consistency.on(new LogRead("timeline", 3, 1));
            assertThatExceptionOfType(LogInconsistent.class)
                    .isThrownBy(() -> writeSide.send(new RegisterZone("z2", "z2", null, false)))
                    .withMessage("events 2 to 3 are missing from the end of the log: timeline has handled them");
            assertThat(consistency.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(consistency.health().getDetails()).containsEntry("error", "log_inconsistent");
            consistency.on(new LogRead("timeline", 1, 1));
            assertThatCode(() -> writeSide.send(new RegisterZone("z2", "z2", null, false)))
                    .doesNotThrowAnyException();
            assertThat(consistency.health().getStatus()).isEqualTo(Status.UP);
        }
    }
}
