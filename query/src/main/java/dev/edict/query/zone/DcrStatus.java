package dev.edict.query.zone;

/** Whether applications may register themselves in a zone, and how many that did are live. */
record DcrStatus(String id, boolean dcrEnabled, int liveDcrApplications) {}
