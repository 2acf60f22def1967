/** The policy language and the decision contract, usable by any Java gateway: no framework, no I/O. */
package dev.edict.decision;
