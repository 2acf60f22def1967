package dev.edict.query.zone;

/** Whether a zone allows dynamic client registration, and the number of live self-registered applications. */
public record DcrStatus(String id, boolean dcrEnabled, int liveDcrApplications) {}
