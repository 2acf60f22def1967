package dev.edict.app.cli;

import dev.edict.app.servers.ExternalDatabase;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The address of a Caracal database: an option, or a variable, because other users can read a command line. */
final class ExternalDatabaseOption {

    private ExternalDatabaseOption() {}

    static DataSource read(CommandSpec spec, String option, @Nullable String given, String variable) {
        try {
            if (given != null) {
                return ExternalDatabase.at(option, given);
            }
            return ExternalDatabase.in(variable)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "missing database: name it with %s or %s".formatted(option, variable)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
