/** Decision audit events, as they are read from what decision points send. */
package dev.edict.audit.event;
