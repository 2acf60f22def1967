/** The access delta: which requests two bundles decide differently. */
package dev.edict.decision.delta;
