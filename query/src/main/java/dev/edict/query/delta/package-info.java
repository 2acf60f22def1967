/** The access delta of two versions: which requests they decide differently, beside the difference of their texts. */
package dev.edict.query.delta;
