package dev.edict.cli.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.NonPrintableStyle;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** Writes values of JSON as YAML that {@link YamlReader} reads as the same values. */
public final class YamlWriter {

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setSchema(new JsonSchema())
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .setSplitLines(false)
            .setNonPrintableStyle(NonPrintableStyle.ESCAPE)
            // an anchor would make two values one for a person who edits the file
            .setDereferenceAliases(true)
            .build();

    private YamlWriter() {}

    /** One document of maps, lists, texts, numbers, booleans and null, that ends with a line feed. */
    public static String write(@Nullable Object value) {
        return new Dump(SETTINGS).dumpToString(value);
    }
}
