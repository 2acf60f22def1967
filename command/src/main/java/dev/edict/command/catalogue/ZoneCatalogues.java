package dev.edict.command.catalogue;

import dev.edict.decision.catalogue.Catalogue;
import java.util.Optional;

/** The catalogues that policy documents of zones are compared with. */
public interface ZoneCatalogues {

    /**
     * The catalogue of a zone; empty if it never had one, or where there are none. Reading one takes time that grows
     * with it, and needs no transaction.
     *
     * @throws dev.edict.command.content.ContentCorrupted if it is not the one that was given
     * @throws dev.edict.command.api.Rejection {@code catalogue_unreadable} if the tables of a token service cannot be read
     */
    Optional<Catalogue> find(String zoneId);
}
