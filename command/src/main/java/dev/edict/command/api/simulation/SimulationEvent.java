package dev.edict.command.api.simulation;

import dev.edict.command.api.DomainEvent;

/** What can happen to a simulation: it is recorded, once. */
public sealed interface SimulationEvent extends DomainEvent permits PolicySetVersionSimulated {}
