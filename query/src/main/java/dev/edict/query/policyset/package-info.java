/** Policy sets, their sealed versions, and how far an activation has come. */
package dev.edict.query.policyset;
