/** A decision point over HTTP, on the replica library. */
package dev.edict.decisionpoint;
