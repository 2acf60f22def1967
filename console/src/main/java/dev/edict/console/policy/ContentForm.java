package dev.edict.console.policy;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The text of a new version. */
record ContentForm(@NotNull @Size(min = 1) String content) {

    ContentForm {
        content = unix(content);
    }

    /** Browsers send the lines of a form with CR LF; the author wrote LF. */
    static String unix(String content) {
        return content == null ? content : content.replace("\r\n", "\n");
    }
}
