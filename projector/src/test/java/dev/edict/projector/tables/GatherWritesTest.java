package dev.edict.projector.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.projector.Views;
import dev.edict.projector.tables.ViewStatement.Repeated;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Gathered writes leave the same rows as immediate ones. */
@Tag("servers")
class GatherWritesTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");

    private static final ViewStatement ADD = new ViewStatement(
            ViewTable.POLICIES, 1, "insert into item (id, label) select id, label from {rows}", Repeated.FOLLOWS);
    private static final ViewStatement CHANGE = new ViewStatement(
                    ViewTable.POLICIES,
                    2,
                    "update item i set label = r.label, changed_at = at from {rows} where i.id = r.id",
                    Repeated.REPLACES)
            .orElse(row -> "no item " + row.value("id"));
    private static final ViewStatement EXTEND = new ViewStatement(
            ViewTable.POLICIES,
            3,
            "update item i set label = i.label || r.label from {rows} where i.id = r.id",
            Repeated.FOLLOWS);
    private static final ViewStatement REMOVE = new ViewStatement(
            ViewTable.POLICIES, 4, "delete from item i using {rows} where i.id = r.id", Repeated.FOLLOWS);
    private static final ViewStatement FIRST = new ViewStatement(
            ViewTable.POLICY_VERSIONS,
            1,
            "insert into part (id, item_id) select id, item_id from {rows}",
            Repeated.IS_LEFT_OUT);

    private final Views views = new Views();
    private final GatheringWriter gathering = new GatheringWriter(views.database());
    private final ImmediateWriter immediate = new ImmediateWriter(views.database());

    @BeforeEach
    void two_tables() {
        run("create table item (id text primary key, label text, changed_at timestamptz)");
        run("create table part (id text primary key, item_id text references item)");
    }

    @Test
    void nothing_is_written_before_a_flush() {
        gathering.write(ADD, item("a", "1"));
        assertThat(items()).isEmpty();
        gathering.flush();
        assertThat(items()).isEqualTo("a 1");
    }

    @Test
    void a_question_is_answered_after_all_that_was_written_before() {
        gathering.write(ADD, item("a", "1"));
        assertThat(gathering.<Long>ask(tables -> tables.sql("select count(*) from item")
                        .query(Long.class)
                        .single()))
                .isOne();
    }

    @Test
    void rows_that_others_refer_to_are_written_first() {
        gathering.write(ADD, item("a", "1"));
        gathering.write(FIRST, ViewRow.of("p").text("id", "p").text("item_id", "a"));
        gathering.write(ADD, item("b", "2"));
        gathering.write(FIRST, ViewRow.of("q").text("id", "q").text("item_id", "b"));
        gathering.flush();
        assertThat(views.rows("select id, item_id from part order by 1")).containsExactly("p a", "q b");
    }

    @Test
    void only_the_last_of_the_writes_that_replace_each_other_is_executed() {
        gathering.write(ADD, item("a", "1"));
        IntStream.range(0, 5).forEach(n -> gathering.write(CHANGE, item("a", "n" + n)));
        gathering.flush();
        assertThat(items()).isEqualTo("a n4");
        assertThat(views.rows("select changed_at at time zone 'UTC' from item"))
                .containsExactly("2026-01-01 00:00:00.123456");
    }

    @Test
    void a_write_that_depends_on_an_earlier_one_follows_it() {
        gathering.write(ADD, item("a", "1"));
        gathering.write(EXTEND, item("a", "2"));
        gathering.write(EXTEND, item("a", "3"));
        gathering.write(CHANGE, item("a", "x"));
        gathering.write(EXTEND, item("a", "4"));
        gathering.flush();
        assertThat(items()).isEqualTo("a x4");
    }

    @Test
    void a_write_of_another_variant_of_the_row_follows_the_first_one() {
        gathering.write(ADD, item("a", "1"));
        gathering.write(ADD, item("b", "1"));
        gathering.write(CHANGE, variant("a", "x"));
        gathering.write(CHANGE, variant("b", "y"));
        gathering.flush();
        assertThat(items()).isEqualTo("a x,b y");
    }

    @Test
    void a_row_that_must_be_written_and_is_not_is_named() {
        gathering.write(CHANGE, item("a", "1"));
        assertThatThrownBy(gathering::flush).hasMessage("no item a");
        assertThatThrownBy(() -> immediate.write(CHANGE, item("a", "1"))).hasMessage("no item a");
    }

    @Test
    void what_is_forgotten_is_never_written() {
        gathering.write(ADD, item("a", "1"));
        gathering.forget();
        gathering.flush();
        assertThat(items()).isEmpty();
    }

    @Test
    void a_null_of_each_type_is_written() {
        gathering.write(
                ADD,
                ViewRow.of("a")
                        .text("id", "a")
                        .text("label", null)
                        .number("n", null)
                        .flag("f", null));
        gathering.flush();
        assertThat(items()).isEqualTo("a null");
    }

    @Test
    void any_order_of_writes_leaves_the_rows_that_it_leaves_one_by_one() {
        for (int seed = 0; seed < 60; seed++) {
            run("truncate item cascade");
            randomWrites(gathering, new Random(seed));
            gathering.flush();
            var together = items();
            run("truncate item cascade");
            randomWrites(immediate, new Random(seed));
            assertThat(together).as("seed %d", seed).isEqualTo(items());
        }
    }

    private static void randomWrites(ViewWriter writer, Random random) {
        var present = new boolean[4];
        for (int n = 0; n < 60; n++) {
            var place = random.nextInt(present.length);
            var row = item("i" + place, "." + n);
            if (!present[place]) {
                writer.write(ADD, row);
                present[place] = true;
                continue;
            }
            switch (random.nextInt(3)) {
                case 0 -> writer.write(CHANGE, row);
                case 1 -> writer.write(EXTEND, row);
                default -> {
                    writer.write(REMOVE, row);
                    present[place] = false;
                }
            }
        }
    }

    private static ViewRow item(String id, String label) {
        return ViewRow.of(id).text("id", id).text("label", label).time("at", AT);
    }

    /** As if a change of one item touched the others. */
    private static ViewRow variant(String id, String label) {
        return ViewRow.of("all", id).text("id", id).text("label", label).time("at", AT);
    }

    private String items() {
        return String.join(",", views.rows("select id, label from item order by id"));
    }

    private void run(String statement) {
        views.sql().sql(statement).update();
    }
}
