/** Tables of policies and their versions. */
package dev.edict.projector.policy;
