package dev.edict.command.catalogue;

/** The versions of the catalogues that zones have. */
public interface CatalogueVersions {

    /**
     * The version of a zone's catalogue as of the current transaction.
     *
     * @return 0 for none, and always where Edict does not keep catalogues itself
     */
    long version(String zoneId);
}
