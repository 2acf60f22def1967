/** The stream of decision audit events, which must not fill Redis. */
package dev.edict.bridge.audit;
