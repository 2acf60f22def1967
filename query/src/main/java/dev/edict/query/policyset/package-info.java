/** Policy sets, their sealed versions, and the progress of activations. */
package dev.edict.query.policyset;
