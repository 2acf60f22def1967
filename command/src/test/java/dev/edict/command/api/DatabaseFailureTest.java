package dev.edict.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classification of SQL states, and the reaction of each part of Edict. */
class DatabaseFailureTest {

    /**
     * Columns: SQL state; its kind; whether a command is retried at once; whether import and rebuild retry; whether a
     * projector retries its batch (otherwise it dead-letters the event). The relay keeps the row and retries after any
     * failure. AnswerDatabaseFailuresTest in the module app covers the responses of the API and the start.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        ''    | UNREACHABLE        | no  | no  | yes
        08000 | UNREACHABLE        | no  | no  | yes
        08001 | UNREACHABLE        | no  | no  | yes
        08003 | UNREACHABLE        | no  | no  | yes
        08004 | UNREACHABLE        | no  | no  | yes
        08006 | UNREACHABLE        | no  | no  | yes
        08007 | UNREACHABLE        | no  | no  | yes
        08P01 | UNREACHABLE        | no  | no  | yes
        40003 | UNREACHABLE        | no  | no  | yes
        57000 | UNREACHABLE        | no  | no  | yes
        57P01 | UNREACHABLE        | no  | no  | yes
        57P02 | UNREACHABLE        | no  | no  | yes
        57P03 | UNREACHABLE        | no  | no  | yes
        57P04 | UNREACHABLE        | no  | no  | yes
        57P05 | UNREACHABLE        | no  | no  | yes
        25006 | READ_ONLY          | no  | no  | yes
        53000 | OUT_OF_RESOURCES   | no  | no  | yes
        53100 | OUT_OF_RESOURCES   | no  | no  | yes
        53200 | OUT_OF_RESOURCES   | no  | no  | yes
        53300 | OUT_OF_RESOURCES   | no  | no  | yes
        53400 | OUT_OF_RESOURCES   | no  | no  | yes
        58000 | OUT_OF_RESOURCES   | no  | no  | yes
        58030 | OUT_OF_RESOURCES   | no  | no  | yes
        28000 | LOGIN_REJECTED     | no  | no  | yes
        28P01 | LOGIN_REJECTED     | no  | no  | yes
        3D000 | LOGIN_REJECTED     | no  | no  | yes
        25P03 | BUSY               | no  | yes | yes
        25P04 | BUSY               | no  | yes | yes
        40000 | BUSY               | no  | yes | yes
        40002 | BUSY               | no  | yes | yes
        55P03 | BUSY               | no  | yes | yes
        57014 | BUSY               | no  | yes | yes
        40001 | ROLLED_BACK        | yes | yes | yes
        40P01 | ROLLED_BACK        | yes | yes | yes
        25001 | FAILED_TRANSACTION | no  | no  | yes
        25P02 | FAILED_TRANSACTION | no  | no  | yes
        23505 | DUPLICATE_KEY      | no  | no  | no
        22001 | DATA               | no  | no  | no
        54000 | DATA               | no  | no  | no
        23503 | STATEMENT          | no  | no  | no
        42501 | STATEMENT          | no  | no  | no
        42P01 | STATEMENT          | no  | no  | no
        55000 | STATEMENT          | no  | no  | no
        P0001 | STATEMENT          | no  | no  | no
        XX000 | STATEMENT          | no  | no  | no
        """)
    void every_sql_state_has_one_kind_that_decides_who_retries(
            String state, DatabaseFailure kind, String command, String importAndRebuild, String projector) {
        var found = DatabaseFailure.of(new IllegalStateException(new SQLException("failed", state)));

        assertThat(found).isEqualTo(kind);
        assertThat(found == DatabaseFailure.ROLLED_BACK).isEqualTo(command.equals("yes"));
        assertThat(found.isContention()).isEqualTo(importAndRebuild.equals("yes"));
        assertThat(found.mayPass()).isEqualTo(projector.equals("yes"));
    }

    @Test
    void a_pool_without_a_free_connection_has_no_state_and_counts_as_unreachable() {
        assertThat(DatabaseFailure.of(new SQLException("no connection", (String) null)))
                .isEqualTo(DatabaseFailure.UNREACHABLE);
    }

    @Test
    void the_first_failure_of_jdbc_among_the_causes_counts() {
        assertThat(DatabaseFailure.of(
                        new RuntimeException(new SQLException("outer", "25006", new SQLException("inner", "08006")))))
                .isEqualTo(DatabaseFailure.READ_ONLY);
    }

    @Test
    void a_failure_without_a_jdbc_cause_is_none_and_is_not_retried() {
        assertThat(DatabaseFailure.of(new IllegalStateException("a bug"))).isEqualTo(DatabaseFailure.NONE);
        assertThat(DatabaseFailure.of(null)).isEqualTo(DatabaseFailure.NONE);
        assertThat(DatabaseFailure.NONE.mayPass()).isFalse();
    }
}
