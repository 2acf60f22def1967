/** The catalogues of zones: which applications, resources and scopes there are, and which terms are deprecated. */
package dev.edict.command.catalogue;
