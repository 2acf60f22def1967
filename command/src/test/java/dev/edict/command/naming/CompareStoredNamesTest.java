package dev.edict.command.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.WriteSide;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The migration of names to the normal form for comparison. */
@Tag("servers")
class CompareStoredNamesTest {

    private static final String COMPOSED = "Caf\u00e9";
    private static final String DECOMPOSED = "Cafe\u0301";

    private final DataSource database = WriteSide.upTo("8");
    private final JdbcClient sql = JdbcClient.create(database);

    @Test
    void keeps_stored_names_and_rejects_a_name_equal_to_a_live_one() {
        policy("p1", DECOMPOSED, false);
        policy("p2", COMPOSED, false);
        policy("p3", DECOMPOSED, true);
        policySet("s1", DECOMPOSED);
        WriteSide.migrate(database, "12");
        assertThat(keys("policy")).containsExactly(DECOMPOSED, COMPOSED, COMPOSED);
        assertThat(keys("policy_set")).containsExactly(COMPOSED);
        assertThatThrownBy(() -> sql.sql(
                                """
                        insert into command.policy_set (policy_set_id, zone_id, name, name_key, created_at)
                        values ('s2', 'z1', 'other', 'Caf' || chr(233), now())
                        """)
                        .update())
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> sql.sql(
                                """
                        insert into command.policy (policy_id, zone_id, name, name_key, created_at)
                        values ('p4', 'z1', 'other', 'Caf' || chr(233), now())
                        """)
                        .update())
                .isInstanceOf(DuplicateKeyException.class);
    }

    private List<String> keys(String table) {
        return sql.sql("select name_key from command.%s order by %s_id".formatted(table, table))
                .query(String.class)
                .list();
    }

    private void policy(String id, String name, boolean archived) {
        sql.sql(
                        """
                        insert into command.policy (policy_id, zone_id, name, archived, created_at)
                        values (:id, 'z1', :name, :archived, now())
                        """)
                .param("id", id)
                .param("name", name)
                .param("archived", archived)
                .update();
    }

    private void policySet(String id, String name) {
        sql.sql(
                        """
                        insert into command.policy_set (policy_set_id, zone_id, name, created_at)
                        values (:id, 'z1', :name, now())
                        """)
                .param("id", id)
                .param("name", name)
                .update();
    }
}
