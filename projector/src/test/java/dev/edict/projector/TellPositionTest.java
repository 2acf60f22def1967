package dev.edict.projector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.LogRead;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commands are admitted only after the position of a processor is known. */
@Tag("servers")
class TellPositionTest {

    private final Views views = new Views();

    @Test
    void reports_a_processor_ahead_of_the_log_at_its_start() {
        var token = ProjectorModule.TOKENS.serialize(new GlobalSequenceTrackingToken(5), byte[].class);
        views.sql()
                .sql(
                        """
                        insert into projection.token (processor_name, segment, token, token_type, claimed_at)
                        values ('timeline', 0, :token, :type, '')
                        """)
                .param("token", token.getData())
                .param("type", token.getType().getName())
                .update();
        var heard = new CopyOnWriteArrayList<Object>();
        var watch = new ProjectionWatch(
                ProjectorModule.TIMELINE,
                DefaultConfigurer.defaultConfiguration(false).buildConfiguration(),
                new ProgressReader(ProjectorModule.TIMELINE, views.database()),
                new NoStalledZones(),
                heard::add);
        watch.start();
        watch.stop();
        assertThat(heard).contains(new LogRead("timeline", 5, 0));
    }

    private static final class NoStalledZones implements StalledZones {

        @Override
        public List<StalledZone> list() {
            return List.of();
        }

        @Override
        public int replay() {
            return 0;
        }
    }
}
