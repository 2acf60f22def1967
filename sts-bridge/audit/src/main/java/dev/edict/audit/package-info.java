/** The decisions of decision points: received, kept for a time, and evaluated again. */
package dev.edict.audit;
