/** The audit of decisions: every decision becomes an event on a Redis stream. */
package dev.edict.decisionpoint.audit;
