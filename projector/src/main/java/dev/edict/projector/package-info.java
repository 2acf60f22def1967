/** Projects events into the tables that decision points and people read. */
package dev.edict.projector;
