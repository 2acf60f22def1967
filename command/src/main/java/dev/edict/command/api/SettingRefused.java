package dev.edict.command.api;

/** An invalid setting prevents the start. The message names the variable and never contains a secret. */
public final class SettingRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingRefused(String variable, String whatToDo) {
        super(variable + " " + whatToDo);
    }
}
