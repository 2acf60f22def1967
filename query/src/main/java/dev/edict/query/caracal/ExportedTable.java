package dev.edict.query.caracal;

import java.util.List;
import java.util.Locale;

/** The five exported tables, in the order of their foreign keys. */
enum ExportedTable {
    POLICIES(Shape.HEAD, "", Columns.HEAD),
    POLICY_VERSIONS(Shape.VERSION, "policy_id", Columns.version("policy_id", "content", "content_sha256")),
    POLICY_SETS(Shape.HEAD, "", Columns.HEAD),
    POLICY_SET_VERSIONS(
            Shape.VERSION, "policy_set_id", Columns.version("policy_set_id", "manifest_json", "manifest_sha256")),
    POLICY_SET_BINDINGS(Shape.BINDING, "", List.of("zone_id", "policy_set_id", "active_version_id", "updated_at"));

    /** How existing rows may change. */
    enum Shape {
        HEAD,
        VERSION,
        BINDING
    }

    /** The rows of a table that one pass exports. */
    enum Pass {
        ALL("true"),
        ARCHIVED("r.archived_at is not null"),
        LIVE("r.archived_at is null");

        private final String condition;

        Pass(String condition) {
            this.condition = condition;
        }
    }

    private final Shape shape;
    private final String parent;
    /** Separated by spaces, because constants of an enum hold only immutable values. */
    private final String columns;

    ExportedTable(Shape shape, String parent, List<String> columns) {
        this.shape = shape;
        this.parent = parent;
        this.columns = String.join(" ", columns);
    }

    Shape shape() {
        return shape;
    }

    /** The column that references the head of a version. */
    String parent() {
        return parent;
    }

    List<String> columns() {
        return List.of(columns.split(" "));
    }

    /** The columns of the primary key. */
    List<String> key() {
        return columns().subList(0, shape == Shape.BINDING ? 2 : 1);
    }

    String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Archiving a head releases its name, so archived heads come first. */
    List<Pass> passes() {
        return shape == Shape.HEAD ? List.of(Pass.ARCHIVED, Pass.LIVE) : List.of(Pass.ALL);
    }

    /**
     * Selects the rows as JSON. Takes the zone twice, null for all. Rows that release a value in the zone come first.
     */
    String rows(Pass pass) {
        var order =
                switch (shape) {
                    case HEAD -> "r.id";
                    case VERSION -> "r." + parent + ", r.version";
                    case BINDING -> "r.active_version_id nulls first, r.zone_id, r.policy_set_id";
                };
        return """
                select to_json(r)::text from (%s) r where %s order by %s
                """
                .formatted(
                        selection(String.join(
                                ", ", columns().stream().map(c -> "t." + c).toList())),
                        pass.condition,
                        order);
    }

    String count() {
        return selection("count(*)");
    }

    private String selection(String what) {
        if (shape != Shape.VERSION) {
            return "select %s from views.%s t where ?::text is null or t.zone_id = ?".formatted(what, tableName());
        }
        var heads = this == POLICY_VERSIONS ? POLICIES : POLICY_SETS;
        return "select %s from views.%s t join views.%s h on h.id = t.%s where ?::text is null or h.zone_id = ?"
                .formatted(what, tableName(), heads.tableName(), parent);
    }

    /** A separate class, because enum constants are created before the static fields of the enum. */
    private static final class Columns {

        static final List<String> HEAD = List.of(
                "id",
                "zone_id",
                "name",
                "description",
                "archived_at",
                "created_by",
                "created_at",
                "updated_at",
                "created_via_operator",
                "updated_by",
                "updated_via_operator");

        static List<String> version(String parent, String text, String sha256) {
            return List.of(
                    "id",
                    parent,
                    "version",
                    text,
                    sha256,
                    "schema_version",
                    "created_by",
                    "created_at",
                    "created_via_operator");
        }
    }
}
