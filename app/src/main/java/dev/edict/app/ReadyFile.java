package dev.edict.app;

import dev.edict.app.web.health.Serving;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the launcher that Edict serves, by a file that it waits for. */
@Component
class ReadyFile {

    private static final Logger LOG = LoggerFactory.getLogger(ReadyFile.class);

    private static final String PROPERTY = "edict.ready-file";

    @EventListener
    void on(Serving event) {
        var file = System.getProperty(PROPERTY);
        if (file != null) {
            try {
                Files.createFile(Path.of(file));
            } catch (IOException e) {
                // The next start is as slow as this one, which is no failure of this one.
                LOG.debug("No process waits for {}", file, e);
            }
        }
    }
}
