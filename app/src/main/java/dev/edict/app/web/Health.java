package dev.edict.app.web;

import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the process lives, and whether it can serve (contract §1.7); asks the database on a pool of its own. */
@RestController
class Health {

    private final JdbcClient database;

    Health(@Qualifier("backgroundPool") DataSource backgroundPool) {
        this.database = JdbcClient.create(backgroundPool);
    }

    @GetMapping("/health")
    Map<String, Object> health() {
        return Map.of("ok", true);
    }

    @GetMapping("/ready")
    ResponseEntity<Map<String, Object>> ready() {
        try {
            database.sql("select 1").query(Integer.class).single();
            return ResponseEntity.ok(Map.of("ok", true));
        } catch (DataAccessException e) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .body(Map.of("ok", false, "error", "postgres_unreachable", "dependency", "postgres"));
        }
    }
}
