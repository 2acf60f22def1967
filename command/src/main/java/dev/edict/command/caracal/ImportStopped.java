package dev.edict.command.caracal;

/** An import that could not go on; what was imported until then stays, and the next run goes on from there. */
public final class ImportStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CaracalImport.Report report;
    private final RuntimeException failure;

    ImportStopped(CaracalImport.Report report, RuntimeException cause) {
        super(cause.getMessage(), cause);
        this.report = report;
        this.failure = cause;
    }

    /** What it could not go on for. */
    public RuntimeException failure() {
        return failure;
    }

    /** What was done until then. */
    public CaracalImport.Report report() {
        return report;
    }
}
