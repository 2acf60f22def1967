package dev.edict.app.cli;

import dev.edict.app.servers.OtherDatabase;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The address of a Caracal database: an option, or a variable, because others can read a command line. */
final class OtherDatabaseOption {

    private OtherDatabaseOption() {}

    static DataSource read(CommandSpec spec, String option, @Nullable String given, String variable) {
        var url = given == null ? System.getenv(variable) : given;
        if (url == null || url.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "which database? Name it with %s or %s".formatted(option, variable));
        }
        try {
            return OtherDatabase.at(given == null ? variable : option, url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
