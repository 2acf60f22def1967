package dev.edict.command.api;

/** A setting with which nothing can start; names the variable, and never holds a secret. */
public final class SettingRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingRefused(String variable, String whatToDo) {
        super(variable + " " + whatToDo);
    }
}
