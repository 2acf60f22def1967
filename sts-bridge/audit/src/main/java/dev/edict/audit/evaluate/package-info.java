/** Recorded decisions, evaluated again under the version of then and under others. */
package dev.edict.audit.evaluate;
