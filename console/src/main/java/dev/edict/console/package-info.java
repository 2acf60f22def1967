/** The console: the whole life of a policy on pages that a browser shows. */
package dev.edict.console;
