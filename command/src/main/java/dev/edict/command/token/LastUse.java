package dev.edict.command.token;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records the last use of a token, to the minute, outside the request; a failure does not affect the request. */
@Component
class LastUse implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LastUse.class);
    private static final int MOST_WAITING = 1_000;
    private static final int IDLE_SECONDS = 30;

    private final JdbcClient tokens;
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
                var thread = new Thread(task, "token-last-use");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    LastUse(@Qualifier("backgroundPool") DataSource backgroundPool) {
        this.tokens = JdbcClient.create(backgroundPool);
        writer.allowCoreThreadTimeOut(true);
    }

    void note(String tokenId) {
        writer.execute(() -> write(tokenId));
    }

    /** Does not wait for a concurrent revocation of the token. */
    private void write(String tokenId) {
        try {
            tokens.sql(
                            """
                    update command.admin_token set last_used_at = now()
                    where token_id = (
                        select token_id from command.admin_token
                        where token_id = :token and coalesce(last_used_at < now() - interval '1 minute', true)
                        for update skip locked)
                    """)
                    .param("token", tokenId)
                    .update();
        } catch (DataAccessException e) {
            LOG.debug("The last use of token {} could not be recorded: {}", tokenId, e.getMessage());
        }
    }

    @Override
    public void destroy() {
        writer.shutdownNow();
    }
}
