/** Tables of policy sets and their sealed versions. */
package dev.edict.projector.policyset;
