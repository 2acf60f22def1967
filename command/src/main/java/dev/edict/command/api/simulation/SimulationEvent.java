package dev.edict.command.api.simulation;

import dev.edict.command.api.DomainEvent;

/** The event of a simulation, which is recorded once. */
public sealed interface SimulationEvent extends DomainEvent permits PolicySetVersionSimulated {}
