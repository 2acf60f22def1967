package dev.edict.console.page;

import org.jspecify.annotations.Nullable;

/**
 * A page about a request that failed.
 *
 * @param status the HTTP status
 * @param code of the error; the texts of the page have an entry for the codes that the console itself has
 * @param explanation what is wrong, for a code of another part; null to take it from the texts
 */
public record ErrorPage(int status, String code, @Nullable String explanation) {

    /** The request attribute with the page, for requests that are forwarded to {@link #PATH}. */
    public static final String ATTRIBUTE = "dev.edict.console.error";

    /** Where the page is made; a request of a browser to it finds nothing. */
    public static final String PATH = "/console/error";
}
