package dev.edict.console.page;

/** There is no such page, such as that of a policy that does not exist. */
public final class UnknownPage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception without stack trace. */
    public UnknownPage() {
        super(null, null, false, false);
    }
}
