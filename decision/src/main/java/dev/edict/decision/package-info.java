/** The policy language and the decision contract for any Java gateway, without frameworks and I/O. */
package dev.edict.decision;
