package dev.edict.decisionpoint.audit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged until it is closed, of every level and every library, with stack traces. */
final class EveryLogLine extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = logger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = logger("dev.edict");
    private final Level rootLevel = root.getLevel();
    private final Level ourLevel = ours.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private EveryLogLine() {
        setContext(root.getLoggerContext());
    }

    static EveryLogLine collected() {
        var collected = new EveryLogLine();
        collected.start();
        collected.root.iteratorForAppenders().forEachRemaining(console -> console.stop());
        collected.root.addAppender(collected);
        collected.root.setLevel(Level.TRACE);
        collected.ours.setLevel(Level.TRACE);
        return collected;
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add("%s %s %s %s %s"
                .formatted(
                        event.getLevel(),
                        event.getLoggerName(),
                        event.getFormattedMessage(),
                        event.getMDCPropertyMap(),
                        event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.iteratorForAppenders().forEachRemaining(console -> console.start());
        root.setLevel(rootLevel);
        ours.setLevel(ourLevel);
        stop();
    }
}
