package dev.edict.query.caracal;

import java.util.List;
import java.util.Locale;

/** The five tables in an order that suits their foreign keys. */
enum ExportedTable {
    POLICIES(Shape.HEAD, "", Columns.HEAD),
    POLICY_VERSIONS(Shape.VERSION, "policy_id", Columns.version("policy_id", "content", "content_sha256")),
    POLICY_SETS(Shape.HEAD, "", Columns.HEAD),
    POLICY_SET_VERSIONS(
            Shape.VERSION, "policy_set_id", Columns.version("policy_set_id", "manifest_json", "manifest_sha256")),
    POLICY_SET_BINDINGS(Shape.BINDING, "", List.of("zone_id", "policy_set_id", "active_version_id", "updated_at"));

    /** What may happen to a row that is there already. */
    enum Shape {
        HEAD,
        VERSION,
        BINDING
    }

    /** Which rows of a table are dealt with before the others are. */
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
    /** Separated by a blank: constants of an enum hold nothing that could be changed. */
    private final String columns;

    ExportedTable(Shape shape, String parent, List<String> columns) {
        this.shape = shape;
        this.parent = parent;
        this.columns = String.join(" ", columns);
    }

    Shape shape() {
        return shape;
    }

    /** The column of a version that names its head. */
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

    /** A name is free again once its head is archived. */
    List<Pass> passes() {
        return shape == Shape.HEAD ? List.of(Pass.ARCHIVED, Pass.LIVE) : List.of(Pass.ALL);
    }

    /** The rows as JSON; takes the zone twice, null for all. What frees a zone comes first. */
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

    /** Apart, because an enum's constants are made before its own static fields. */
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
