package dev.edict.command.caracal;

/** An import stopped. Everything imported until then stays, and the next run resumes from there. */
public final class ImportStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CaracalImport.Report report;
    private final RuntimeException failure;

    ImportStopped(CaracalImport.Report report, RuntimeException cause) {
        super(cause.getMessage(), cause);
        this.report = report;
        this.failure = cause;
    }

    /** The failure that stopped it. */
    public RuntimeException failure() {
        return failure;
    }

    /** The result until then. */
    public CaracalImport.Report report() {
        return report;
    }
}
