package dev.edict.cli.io;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, as {@code --version} prints it. */
public final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"edict " + number()};
    }

    /** Such as {@code 0.1.0}. */
    public static String number() {
        var version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
