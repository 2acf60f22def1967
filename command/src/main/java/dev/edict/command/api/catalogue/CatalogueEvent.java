package dev.edict.command.api.catalogue;

import dev.edict.command.api.DomainEvent;

/** An event of the catalogue of a zone. */
public sealed interface CatalogueEvent extends DomainEvent permits CatalogueReplaced {}
