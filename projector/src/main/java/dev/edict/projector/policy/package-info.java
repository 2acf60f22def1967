/** Projections of policies and policy sets. */
package dev.edict.projector.policy;
